import * as v from 'valibot';
import { epochMsSchema, idSchema, seqSchema, titleSchema } from './ids.ts';
import { groupRoles } from './records.ts';

/*
 * What is said about groups beside their conversations. Apart from rest.ts and commands.ts, neither of which may import it, so that what opening a thread loads has none of it.
 */

const inviteTokenSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{44}$/));

/** Bodies of requests about groups. */
export const groupRequests = {
  member: v.strictObject({ role: v.picklist(groupRoles) }),
  title: v.strictObject({ title: titleSchema }),
  invite: v.strictObject({ token: inviteTokenSchema }),
} as const;

const inviteSchema = v.object({ token: inviteTokenSchema, expiresAt: epochMsSchema });
export type Invite = v.InferOutput<typeof inviteSchema>;

/** Bodies of answers about groups. */
export const groupResponses = {
  invite: inviteSchema,
  /** `GET …/invite`: the one that holds, if any. */
  currentInvite: v.object({ invite: v.nullable(inviteSchema) }),
  /** `members`: how many. `conversation`: its id, for who is a member already. */
  invitation: v.object({ title: v.string(), members: seqSchema, conversation: v.optional(idSchema) }),
} as const;
export type Invitation = v.InferOutput<(typeof groupResponses)['invitation']>;
