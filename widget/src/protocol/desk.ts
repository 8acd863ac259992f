import * as v from 'valibot';
import { byteLength } from './content.ts';
import { clientIdSchema, cursorSchema, epochMsSchema, httpUrlSchema, idSchema, seqSchema, siteKeySchema, storable } from './ids.ts';
import * as limits from './limits.ts';
import { oneOf } from './one-of.ts';
import { personAnswerSchema } from './own.ts';
import { presenceSchema, summarySchema, userSchema } from './records.ts';
import { reportSchema } from './reports.ts';
import { searchPageSchema } from './search.ts';

/*
 * What only staff see and ask. Apart from rest.ts and feeds.ts, so that what a visitor loads has none of it.
 */

/**
 * The lists of the desk. `all`, and `mine` and `unassigned` within it, are open and not snoozed; `snoozed` are open; every conversation
 * with a message is in `all`, `snoozed` or `resolved`.
 */
export const deskLists = ['mine', 'unassigned', 'all', 'snoozed', 'resolved'] as const;
export type DeskList = (typeof deskLists)[number];

const textOf = (maxBytes: number) => v.pipe(
  v.string(),
  v.check((text) => text.trim().length > 0, 'empty'),
  v.check((text) => text.length <= maxBytes && byteLength(text) <= maxBytes, 'too-large'),
  storable,
);

/** A word of the staff among themselves about a conversation. No visitor ever sees one. */
export const noteSchema = v.object({ id: idSchema, clientId: clientIdSchema, from: idSchema, at: epochMsSchema, text: v.string() });
export type Note = v.InferOutput<typeof noteSchema>;

/** What one types after `/` to have the reply. */
export const shortcutSchema = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[\p{L}\p{N}_-]{1,32}$/u));
/** `text` may hold `{visitor.name}`, `{agent.name}` and `{site}`. */
export const cannedReplySchema = v.object({ shortcut: v.string(), text: v.string() });
export type CannedReply = v.InferOutput<typeof cannedReplySchema>;

/** A page of the site that a visitor was on. `referrer`: where they came from to it. */
export const visitorPageSchema = v.object({ url: v.string(), title: v.string(), referrer: v.optional(v.string()), at: epochMsSchema });
export type VisitorPage = v.InferOutput<typeof visitorPageSchema>;

/** What the site says of a visitor: flat, names to values. */
export const visitorContextSchema = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));
export type VisitorContext = v.InferOutput<typeof visitorContextSchema>;

/** Where a visitor is who is here now. */
export const visitorPlaceSchema = v.object({ user: idSchema, page: v.optional(visitorPageSchema), language: v.optional(v.string()) });
export type VisitorPlace = v.InferOutput<typeof visitorPlaceSchema>;

/** True for the whole site, however much of its lists is loaded. Conversations without a message are not counted. */
export const deskCountsSchema = v.object({
  all: seqSchema, unassigned: seqSchema, snoozed: seqSchema, resolved: seqSchema,
  /** Open and not snoozed, by whom they are assigned to: `mine` is the own one, or 0. */
  assigned: v.record(idSchema, seqSchema),
});
export type DeskCounts = v.InferOutput<typeof deskCountsSchema>;

/** Entries of the `desk` feed: upserts for all staff of one site. */
export const deskEntrySchema = oneOf('kind', [
  v.object({ kind: v.literal('conversation'), summary: summarySchema }),
  v.object({ kind: v.literal('presence'), ...presenceSchema.entries, person: v.optional(userSchema) }),
  v.object({ kind: v.literal('counts'), counts: deskCountsSchema }),
  v.object({ kind: v.literal('note'), conversation: idSchema, note: noteSchema }),
  v.object({ kind: v.literal('note-deleted'), conversation: idSchema, note: idSchema }),
  /** `text` null: there is no such reply any more. */
  v.object({ kind: v.literal('canned-reply'), shortcut: v.string(), text: v.nullable(v.string()) }),
  v.object({ kind: v.literal('visitor'), ...visitorPlaceSchema.entries, context: v.optional(visitorContextSchema) }),
  /** A report that waits for somebody; `open`: how many do. */
  v.object({ kind: v.literal('report'), report: reportSchema, open: seqSchema }),
  /** One that was handled, or is no more. */
  v.object({ kind: v.literal('report-closed'), report: idSchema, open: seqSchema }),
]);
export type DeskEntry = v.InferOutput<typeof deskEntrySchema>;

/** Bodies of requests of staff. */
export const deskRequests = {
  assign: v.strictObject({ assignee: v.nullable(idSchema) }),
  snooze: v.strictObject({ until: v.nullable(epochMsSchema) }),
  block: v.strictObject({ blocked: v.boolean() }),
  handleReport: v.strictObject({ handled: v.boolean() }),
  /** The same `clientId` twice is one note. */
  note: v.strictObject({ clientId: clientIdSchema, text: textOf(limits.noteMaxBytes) }),
  /** `replaces`: the shortcut that the reply had before; it is forgotten in the same step. */
  cannedReply: v.strictObject({ text: textOf(limits.textMaxBytes), replaces: v.optional(shortcutSchema) }),
} as const;

/** Bodies of answers to staff. */
export const deskResponses = {
  /** `visitors`: who is on the site now, and in `places` where. `next`: where the next page of any list begins; missing where all is here. */
  desk: v.object({
    conversations: v.array(summarySchema), next: v.optional(cursorSchema), counts: deskCountsSchema,
    presence: v.array(presenceSchema), visitors: v.array(userSchema), places: v.array(visitorPlaceSchema), team: v.array(userSchema),
    site: v.object({ key: siteKeySchema, name: v.string() }),
  }),
  deskPage: v.object({ conversations: v.array(summarySchema), next: v.optional(cursorSchema) }),
  /** Ascending. With `next`, there are older ones `before` it. */
  notes: v.object({ notes: v.array(noteSchema), next: v.optional(cursorSchema) }),
  note: noteSchema,
  cannedReplies: v.object({ replies: v.array(cannedReplySchema) }),
  cannedReply: cannedReplySchema,
  /** Newest first; `open`: how many wait, loaded or not. With `next`, there are older ones `before` it. */
  reports: v.object({ reports: v.array(reportSchema), open: seqSchema, next: v.optional(cursorSchema) }),
  search: searchPageSchema,
  /** `GET /users/:id` as staff see it. `pages`: newest first. `conversations`: with the team, latest first, also those of visitors with the same address. */
  person: v.object({
    ...personAnswerSchema.entries,
    devices: v.array(v.object({ label: v.string(), lastSeenAt: epochMsSchema })),
    context: visitorContextSchema,
    pages: v.array(visitorPageSchema),
    language: v.optional(v.string()),
    conversations: v.array(summarySchema),
  }),
} as const;

export type DeskRequests = { [K in keyof typeof deskRequests]: v.InferOutput<(typeof deskRequests)[K]> };
export type DeskResponses = { [K in keyof typeof deskResponses]: v.InferOutput<(typeof deskResponses)[K]> };

const contextName = /^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u;

/** `PUT /me/context`: what is missing stays as it was. */
export const contextRequestSchema = v.strictObject({
  context: v.optional(v.pipe(
    v.record(
      v.pipe(v.string(), v.maxLength(limits.contextNameMaxLength), v.regex(contextName)),
      v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean()]),
    ),
    v.check((context) => Object.keys(context).length <= limits.contextMaxKeys, 'too-large'),
    v.check((context) => byteLength(JSON.stringify(context)) <= limits.contextMaxBytes, 'too-large'),
  )),
  page: v.optional(v.strictObject({
    url: httpUrlSchema,
    title: v.optional(v.pipe(v.string(), v.transform((title) => title.replaceAll('\0', '').trim().slice(0, limits.pageTitleMaxLength).toWellFormed())), ''),
    /** One that is no web address, as an empty one, counts as missing. */
    referrer: v.optional(v.string()),
  })),
  language: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/))),
});
export type ContextRequest = v.InferOutput<typeof contextRequestSchema>;

/** The address as it is kept: without fragment and credentials; `undefined` where it is no web address. */
export function storedUrl(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > limits.urlMaxLength) return undefined;
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}
