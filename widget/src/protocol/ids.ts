import * as v from 'valibot';
import * as limits from './limits.ts';

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
/** A database keeps no NUL, and no half of a surrogate pair as it is: part of every schema of a text that is stored as it comes. */
export const storable = v.check(isStorable, 'not-text');

/** Ids the server mints (users, devices, conversations): 22 characters of base64url, 128 random bits. Opaque to clients. */
export const idSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));
/** Chosen by the sending device, unique per device; ours are UUID v7. */
export const clientIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
export const siteKeySchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));
export const nameSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.nameMaxLength), storable);
/** Of a group. */
export const titleSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.titleMaxLength), storable);
export const emailSchema = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(limits.emailMaxLength), v.regex(/^[^\s@<>]+@[^\s@<>]+$/), storable);
export const seqSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
export const epochMsSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
/** Where a page of a list ended. Opaque. */
export const cursorSchema = v.pipe(v.string(), v.regex(/^\d{1,16}\.\d{1,16}$/));
export const httpUrlSchema = v.pipe(v.string(), v.maxLength(limits.urlMaxLength), v.regex(/^https?:\/\/[^\s]+$/), storable);
