import * as v from 'valibot';
import { epochMsSchema, idSchema, seqSchema, storable } from './ids.ts';
import * as limits from './limits.ts';

/*
 * What is said about groups beside their conversations. Apart from rest.ts, so that what opening a thread loads has none of it.
 */

/** From the most to the least that one may do. */
export const groupRoles = ['owner', 'admin', 'member'] as const;
export type GroupRole = (typeof groupRoles)[number];

export const titleSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.titleMaxLength), storable);

const inviteTokenSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{44}$/));

/** What a page's address ends with that invites to a group, before the token. */
export const inviteFragment = '#foyer-join=';

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
