import * as v from 'valibot';
import type { StoredContent } from './content.ts';
import { cursorSchema, epochMsSchema, seqSchema } from './ids.ts';
import { summarySchema } from './records.ts';

/** A conversation that a search has found: by a message (`seq`), or by a name or address. */
export const searchHitSchema = v.object({
  conversation: summarySchema,
  seq: v.optional(seqSchema),
  at: epochMsSchema,
  /** What was found, with a little round it; cut ends are marked with `…`. */
  excerpt: v.string(),
});
export type SearchHit = v.InferOutput<typeof searchHitSchema>;

/** Latest activity first, one hit a conversation. With `next`, there may be more `before` it. */
export const searchPageSchema = v.object({ hits: v.array(searchHitSchema), next: v.optional(cursorSchema) });
export type SearchPage = v.InferOutput<typeof searchPageSchema>;

/** Each conversation once, where it was first found; of two hits the one with the newer message counts. */
export function mergeHits(former: readonly SearchHit[], next: readonly SearchHit[]): SearchHit[] {
  const byId = new Map<string, SearchHit>();
  for (const hit of [...former, ...next]) {
    const known = byId.get(hit.conversation.id);
    if (!known || (hit.seq ?? 0) > (known.seq ?? 0)) byId.set(hit.conversation.id, hit);
  }
  return [...byId.values()];
}

/** Composed last: some letters have a composed form only when they are small. */
const small = (text: string): string => text.toLowerCase().normalize('NFC');

/** Whether the words are in the text, whatever their case. */
export const fits = (text: string, words: string): boolean => small(text).includes(small(words));

/** What people have written: the strings of a content that are words. */
export const wordsOf = (content: StoredContent): string => ('text' in content ? content.text : '');

/** Code units before and after what was found. */
const before = 40;
const after = 100;

/** The piece of a text round the first place of these words, on one line, with `…` where it was cut; the beginning where they are not in it. */
export function excerptOf(text: string, words: string): string {
  const line = onOneLine(text);
  const place = placeOf(line, onOneLine(words));
  const from = place <= before ? 0 : edge(line, place - before);
  const to = edge(line, Math.min(line.length, place + words.length + after));
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
}

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().normalize('NFC');

/** Where the words begin, as `fits` compares them; 0 where they are not. Small letters may be more or fewer code units than what they stand for. */
function placeOf(line: string, words: string): number {
  const at = small(line).indexOf(small(words));
  let place = 0;
  let passed = 0;
  for (const sign of line.match(/.\p{M}*/gsu) ?? []) {
    if (passed >= at) break;
    passed += small(sign).length;
    place += sign.length;
  }
  return place;
}

/** Never between the halves of a surrogate pair. */
const edge = (line: string, index: number): number => (/[\uDC00-\uDFFF]/.test(line.charAt(index)) ? index + 1 : index);
