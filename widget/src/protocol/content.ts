import * as v from 'valibot';
import * as limits from './limits.ts';
import { oneOf } from './one-of.ts';

const encoder = new TextEncoder();

/** Of one UTF-16 code unit in UTF-8. */
const maxBytesPerUnit = 3;

/** UTF-8 length of a text; the unit of every text limit. */
export const byteLength = (text: string): number => encoder.encode(text).length;

/** What a client may send: one kind so far. */
export const contentSchema = v.strictObject({
  kind: v.literal('text'),
  text: v.pipe(
    v.string(),
    v.check((text) => text.trim().length > 0, 'empty'),
    v.check((text) => text.length * maxBytesPerUnit <= limits.textMaxBytes || (text.length <= limits.textMaxBytes && byteLength(text) <= limits.textMaxBytes), 'too-large'),
  ),
});
export type Content = v.InferOutput<typeof contentSchema>;

/** What is left of a message whose content was deleted or has expired. */
export const noContent = { kind: 'none' } as const;
const noContentSchema = v.strictObject({ kind: v.literal('none') });

export const storedContentSchema = oneOf('kind', [contentSchema, noContentSchema]);
/** What a reader may meet: a content, or nothing. */
export type StoredContent = v.InferOutput<typeof storedContentSchema>;
