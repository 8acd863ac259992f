import * as v from 'valibot';
import { changeSchema } from './changes.ts';
import { contentSchema } from './content.ts';
import { errorBodySchema } from './frames.ts';
import { clientIdSchema, emailSchema, epochMsSchema, httpUrlSchema, idSchema, nameSchema, seqSchema, siteKeySchema, storable, titleSchema } from './ids.ts';
import * as limits from './limits.ts';
import { oneOf } from './one-of.ts';
import { arrangementEntries, messageSchema, presenceSchema, reaches, snapshotSchema, summarySchema, userSchema } from './records.ts';
import { siteFactsSchema } from './site-facts.ts';

const deviceRequestSchema = v.strictObject({ label: v.optional(v.pipe(v.string(), v.maxLength(limits.deviceLabelMaxLength), storable)) });
const profileSchema = v.strictObject({ name: v.optional(nameSchema), email: v.optional(emailSchema), avatar: v.optional(httpUrlSchema) });
const secretSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
/** Of a link between devices. */
export const linkTokenSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{44}$/));
const passwordSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.passwordMaxLength));

/** `attempt`: stored by the device before it asks, so that an answer lost on the way can be had again; a second use without it revokes the device. */
const refreshSchema = v.strictObject({ refreshToken: secretSchema, attempt: v.optional(clientIdSchema) });

/** Bodies of requests under `/api/v1`. */
export const requests = {
  /** `POST /sessions` */
  session: v.strictObject({
    site: siteKeySchema,
    device: v.optional(deviceRequestSchema),
    identity: v.optional(v.pipe(v.string(), v.maxLength(limits.identityMaxLength))),
    profile: v.optional(profileSchema),
    /** In place of `identity`: of a link that somebody has made on another device of theirs. */
    link: v.optional(linkTokenSchema),
    /**
     * With `identity` or `link`: the session that this device has had so far. A visitor's goes on as the customer's, or as who has made the link, under the same
     * device and with what was said in it.
     */
    former: v.optional(refreshSchema),
  }),
  refresh: refreshSchema,
  staffSession: v.strictObject({ email: emailSchema, password: passwordSchema, site: v.optional(siteKeySchema), device: v.optional(deviceRequestSchema) }),
  staffSetup: v.strictObject({
    secret: secretSchema,
    email: emailSchema,
    name: nameSchema,
    password: v.pipe(passwordSchema, v.minLength(limits.passwordMinLength)),
    site: v.optional(siteKeySchema),
    device: v.optional(deviceRequestSchema),
  }),
  /** An empty `email` takes the address away. `privacy`: what is missing stays. */
  profile: v.strictObject({
    ...profileSchema.entries, email: v.optional(v.union([emailSchema, v.literal('')])),
    privacy: v.optional(v.strictObject({
      lastSeen: v.optional(v.boolean()), receipts: v.optional(v.boolean()), writers: v.optional(v.picklist(['everyone', 'known'])), adders: v.optional(v.picklist(reaches)),
    })),
  }),
  conversation: oneOf('kind', [
    v.strictObject({ kind: v.literal('support'), visitor: v.optional(idSchema) }),
    v.strictObject({ kind: v.literal('direct'), with: idSchema }),
    v.strictObject({
      kind: v.literal('group'),
      title: titleSchema,
      members: v.pipe(v.array(idSchema), v.maxLength(limits.groupMaxMembers - 1)),
    }),
  ]),
  message: v.strictObject({ clientId: clientIdSchema, content: contentSchema, replyTo: v.optional(v.pipe(seqSchema, v.minValue(1))) }),
  edit: v.strictObject({ content: contentSchema }),
  receipt: v.strictObject({ seq: v.pipe(seqSchema, v.minValue(1)) }),
  state: v.strictObject({ state: v.picklist(['open', 'resolved']) }),
  arrangement: v.strictObject(arrangementEntries),
} as const;

/** Bodies of answers. */
export const responses = {
  session: v.object({
    user: userSchema,
    device: v.object({ id: idSchema }),
    /** The site's key: what a staff session is for. */
    site: siteKeySchema,
    accessToken: v.string(),
    accessTokenExpiresAt: epochMsSchema,
    refreshToken: v.string(),
  }),
  /**
   * `me`: oneself, as of now. `team`: the staff of the site, known before the first conversation. `answerMs`: how long visitors usually wait for their
   * next word; missing where too little was asked of late. `site`: an older server does not tell.
   */
  inbox: v.object({
    me: v.optional(userSchema), conversations: v.array(summarySchema), presence: v.array(presenceSchema), team: v.array(userSchema), answerMs: v.optional(epochMsSchema),
    site: v.optional(siteFactsSchema),
  }),
  snapshot: snapshotSchema,
  messages: v.object({ messages: v.array(messageSchema) }),
  /** At most `limits.changesPageMax`; ask again while it is full. */
  changes: v.object({ changes: v.array(changeSchema) }),
  message: messageSchema,
  error: v.object({ error: errorBodySchema }),
} as const;

export type Requests = { [K in keyof typeof requests]: v.InferOutput<(typeof requests)[K]> };
export type Responses = { [K in keyof typeof responses]: v.InferOutput<(typeof responses)[K]> };
export type Session = Responses['session'];
