import * as v from 'valibot';
import { FoyerError } from './errors.ts';
import { epochMsSchema, idSchema, seqSchema, titleSchema } from './ids.ts';
import { groupRoles, permissionsSchema, type Permissions } from './records.ts';

/*
 * What is said about groups beside their conversations. Apart from rest.ts and commands.ts, neither of which may import it, so that what opening a thread loads has none of it.
 */

/** Of a group that says nothing of it. */
export const defaultPermissions: Permissions = { send: 'all', add: 'admins', rename: 'admins' };

const inviteTokenSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{44}$/));

/** Bodies of requests about groups. */
export const groupRequests = {
  member: v.strictObject({ role: v.picklist(groupRoles) }),
  title: v.strictObject({ title: titleSchema }),
  permissions: v.strictObject(v.partial(permissionsSchema).entries),
  invite: v.strictObject({ token: inviteTokenSchema }),
} as const;

const inviteSchema = v.object({ token: inviteTokenSchema, expiresAt: epochMsSchema });
export type Invite = v.InferOutput<typeof inviteSchema>;

const refusedSchema = v.object({ users: v.array(idSchema) });
/** Ids of those who do not let themselves be added, by what an error says of it. */
export const whoRefused = (error: unknown): readonly string[] =>
  (error instanceof FoyerError && error.code === 'out-of-reach' && v.is(refusedSchema, error.details) ? error.details.users : []);

/** Bodies of answers about groups. */
export const groupResponses = {
  invite: inviteSchema,
  /** `GET …/invite`: the one that holds, if any. */
  currentInvite: v.object({ invite: v.nullable(inviteSchema) }),
  /** `members`: how many. `conversation`: its id, for who is a member already. */
  invitation: v.object({ title: v.string(), members: seqSchema, conversation: v.optional(idSchema) }),
} as const;
export type Invitation = v.InferOutput<(typeof groupResponses)['invitation']>;
