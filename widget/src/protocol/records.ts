import * as v from 'valibot';
import { storedContentSchema } from './content.ts';
import { clientIdSchema, epochMsSchema, idSchema, seqSchema } from './ids.ts';

export const userKinds = ['visitor', 'customer', 'staff'] as const;
export type UserKind = (typeof userKinds)[number];

export const conversationKinds = ['support', 'direct', 'group'] as const;
export type ConversationKind = (typeof conversationKinds)[number];

/** In a group, from the most to the least that one may do. */
export const groupRoles = ['owner', 'admin', 'member'] as const;
export type GroupRole = (typeof groupRoles)[number];

export const memberRoles = [...groupRoles, 'visitor', 'staff'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Of whom one lets something be done to oneself: everybody of the site, those whom one has written to alone, or nobody. The team is not asked. */
export const reaches = ['everyone', 'known', 'nobody'] as const;
export type Reach = (typeof reaches)[number];
const reachSchema = v.optional(v.picklist(reaches));

export const userSchema = v.object({
  id: idSchema,
  name: v.string(),
  kind: v.picklist(userKinds),
  avatar: v.optional(v.string()),
  /** Own profile and staff's view only. */
  email: v.optional(v.string()),
  /** Of visitors and customers, for themselves and for staff: they may read, but not write. */
  blocked: v.optional(v.literal(true)),
  /** Own profile only: counts up whenever what one has starred has changed. */
  stars: v.optional(seqSchema),
  /** Own profile only: counts up whenever a device of theirs has come or gone. */
  devices: v.optional(seqSchema),
  /** Own profile of visitors and customers only: what others are told of them, who may begin to write to them, and who may add them to a group. */
  privacy: v.optional(v.object({ lastSeen: v.boolean(), receipts: v.boolean(), writers: reachSchema, adders: reachSchema })),
  /** Own profile only: ids of those whom they let write to them no more. */
  blockedPeople: v.optional(v.array(idSchema)),
});
export type User = v.InferOutput<typeof userSchema>;

/** A user in a conversation. In `support` the whole team of the site is listed, with role `staff`; and who wrote in it and `hasLeft` the team since; in a group, who wrote and `hasLeft`. */
export const personSchema = v.object({ ...userSchema.entries, role: v.picklist(memberRoles), hasLeft: v.optional(v.literal(true)) });
export type Person = v.InferOutput<typeof personSchema>;

/**
 * `content.kind` is `none` when nothing but the place of a message is left: deleted, with `deletedAt`, or expired, without. `from` is empty
 * when that is all that is known: of one that expired, or whose author was erased.
 */
export const messageSchema = v.object({
  seq: seqSchema,
  clientId: v.union([clientIdSchema, v.literal('')]),
  from: v.union([idSchema, v.literal('')]),
  at: epochMsSchema,
  content: storedContentSchema,
  replyTo: v.optional(seqSchema),
  editedAt: v.optional(epochMsSchema),
  deletedAt: v.optional(epochMsSchema),
  reactions: v.optional(v.record(v.string(), v.array(idSchema))),
});
export type Message = v.InferOutput<typeof messageSchema>;

/** The furthest point that *every* member has reached; a message is `delivered` or `read` when its `seq` is not beyond it. */
export const watermarksSchema = v.object({ deliveredSeq: seqSchema, readSeq: seqSchema });
export type Watermarks = v.InferOutput<typeof watermarksSchema>;

/** A `support` conversation as the desk sees it. */
export const supportStates = ['open', 'resolved'] as const;
export type SupportState = (typeof supportStates)[number];

const doersSchema = v.picklist(['all', 'admins']);
export const permissionsSchema = v.object({ send: doersSchema, add: doersSchema, rename: doersSchema });
/** Who of a group may write in it, add people and have its link, and change its name: everybody, or its owner and admins. */
export type Permissions = v.InferOutput<typeof permissionsSchema>;
export type PermissionsChange = { readonly [R in keyof Permissions]?: Permissions[R] | undefined };

const conversationEntries = {
  id: idSchema,
  kind: v.picklist(conversationKinds),
  /** Empty where people's names say it. */
  title: v.string(),
  version: seqSchema,
  lastSeq: seqSchema,
  people: v.array(personSchema),
  watermarks: watermarksSchema,
  state: v.optional(v.picklist(supportStates)),
  /** Of a group; missing where nobody has chosen: they are `defaultPermissions` then. */
  permissions: v.optional(permissionsSchema),
};

/** A conversation at a version, with its newest messages in ascending order. Older ones are fetched by page. */
export const snapshotSchema = v.object({ ...conversationEntries, messages: v.array(messageSchema) });
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

/** How a member has arranged a conversation in their own list. */
export const arrangementEntries = {
  /** Above the others. */
  pinned: v.optional(v.boolean()),
  /** Without sound, preview and count until then. */
  mutedUntil: v.optional(epochMsSchema),
  /** Put away until there is a message after this one, or for as long as it is muted; 0: it is not put away. */
  archivedSeq: v.optional(seqSchema),
};
export type Arrangement = v.InferOutput<v.ObjectSchema<typeof arrangementEntries, undefined>>;

/** A row of a conversation list. Carries the version, so applying an old one is noticed and harmless. */
export const summarySchema = v.object({
  ...conversationEntries,
  /** Messages the reader (on the desk: the team) has not read. */
  unread: seqSchema,
  lastMessage: v.nullable(messageSchema),
  /** The reader's own; what is missing is not so. */
  ...arrangementEntries,
  /** On the desk only: whose it is (user id of staff), and until when nobody need look at it. */
  assignee: v.optional(idSchema),
  snoozedUntil: v.optional(epochMsSchema),
});
export type Summary = v.InferOutput<typeof summarySchema>;

export const presenceSchema = v.object({ user: idSchema, online: v.boolean(), lastSeenAt: v.optional(epochMsSchema) });
export type Presence = v.InferOutput<typeof presenceSchema>;
