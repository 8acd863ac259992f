import type { Summary } from '../protocol/records.ts';
import { excerptOf, fits, mergeHits, type SearchHit, wordsOf } from '../protocol/search.ts';
import type { History } from './history.ts';
import * as limits from '../protocol/limits.ts';

interface Searched {
  /** Latest activity first. */
  conversations: readonly Summary[];
  history: Pick<History, 'load'>;
  me: string | undefined;
}

/**
 * Conversations of this device with the words in their newest message that has them, else in a title or somebody's name; at most `limits.searchPage`.
 * A device may have what the server no longer keeps.
 */
export async function searchDevice(words: string, { conversations, history, me }: Searched): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const conversation of conversations) {
    if (hits.length >= limits.searchPage) break;
    const copy = await history.load(conversation.id);
    // What was deleted meanwhile is not to be found.
    const messages = copy && copy.snapshot.version >= conversation.version ? copy.snapshot.messages : [];
    const message = messages.findLast(({ content }) => fits(wordsOf(content), words));
    const name = [conversation.title, ...conversation.people.filter(({ id }) => id !== me).map((person) => person.name)].find((text) => fits(text, words));
    const text = message ? wordsOf(message.content) : name;
    if (text === undefined) continue;
    const place = message ? { seq: message.seq, at: message.at } : { at: conversation.lastMessage?.at ?? 0 };
    hits.push({ conversation, ...place, excerpt: excerptOf(text, words) });
  }
  return hits;
}

/** One hit a conversation, latest activity first. */
export function merged(some: readonly SearchHit[], others: readonly SearchHit[]): SearchHit[] {
  const lastAt = ({ conversation }: SearchHit): number => conversation.lastMessage?.at ?? 0;
  return mergeHits(some, others).sort((a, b) => lastAt(b) - lastAt(a));
}
