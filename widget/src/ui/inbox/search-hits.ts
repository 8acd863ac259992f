import type { SearchHit } from '../../protocol/search.ts';

/** Each conversation once, where it was first found; of two hits the one with the newer message counts. */
export function mergeHits(former: readonly SearchHit[], next: readonly SearchHit[]): SearchHit[] {
  const byId = new Map<string, SearchHit>();
  for (const hit of [...former, ...next]) {
    const known = byId.get(hit.conversation.id);
    if (!known || (hit.seq ?? 0) > (known.seq ?? 0)) byId.set(hit.conversation.id, hit);
  }
  return [...byId.values()];
}

/** A text in pieces, every second of which is what was asked for, whatever its case and spaces. */
export function piecesOf(text: string, words: string): string[] {
  const asked = words.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return asked.length === 0 ? [text] : text.split(new RegExp(`(${asked.join('\\s+')})`, 'giu'));
}
