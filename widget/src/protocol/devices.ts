import * as v from 'valibot';
import { epochMsSchema, idSchema } from './ids.ts';
import { linkCodeLength } from './limits.ts';
import { linkTokenSchema } from './rest.ts';

/*
 * The devices on which somebody is signed in, and the links that bring another one to them. Apart from rest.ts, so that what a thread loads has none of it.
 */

export const deviceSchema = v.object({
  id: idSchema,
  /** What it calls itself; empty where it has not said. */
  label: v.string(),
  createdAt: epochMsSchema,
  /** Of one that is `online`, as of now. */
  lastSeenAt: epochMsSchema,
  online: v.boolean(),
  /** The one that asks. */
  isCurrent: v.boolean(),
});
export type Device = v.InferOutput<typeof deviceSchema>;

/** Digits and capital letters but for those that are taken for one another: 32, of which eight are 40 bits. */
export const linkCodeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const linkCode = new RegExp(`^[${linkCodeAlphabet}]{${linkCodeLength}}$`);

/** As it is written down and read aloud: without gaps and hyphens, in small letters or capitals. */
export const linkCodeSchema = v.pipe(v.string(), v.maxLength(32), v.transform((code) => code.replace(/[\s\p{Pd}]/gu, '').toUpperCase()), v.regex(linkCode));

/** `POST /links/look` */
export const linkRequestSchema = v.union([v.strictObject({ token: linkTokenSchema }), v.strictObject({ code: linkCodeSchema })]);

/** Bodies of answers about devices. */
export const deviceResponses = {
  /** `GET /me/devices`: the one that asks first, then those that were here last. */
  devices: v.object({ devices: v.array(deviceSchema) }),
  /** `POST /me/link`: once, by either of the two. */
  link: v.object({ token: v.string(), code: v.string(), expiresAt: epochMsSchema }),
  /** `POST /links/look`: whose devices it leads to, and the token to go there with. `isOwn`: the device that asks is one of them. */
  linkOffer: v.object({ token: v.string(), name: v.string(), isOwn: v.boolean() }),
} as const;
export type DeviceLink = v.InferOutput<(typeof deviceResponses)['link']>;
export type LinkOffer = v.InferOutput<(typeof deviceResponses)['linkOffer']>;
