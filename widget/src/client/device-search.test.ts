import { expect, test } from 'vitest';
import type { Message, Person, Summary } from '../protocol/records.ts';
import { merged, searchDevice } from './device-search.ts';
import type { StoredCopy } from './history.ts';

const message = (seq: number, text: string): Message => ({ seq, clientId: `c${seq}`, from: 'other-001', at: seq * 1000, content: { kind: 'text', text } });
const person = (id: string, name: string): Person => ({ id, name, kind: 'customer', role: 'member' });

const conversation = (id: string, lastAt: number, people: Person[] = []): Summary => ({
  id, kind: 'direct', title: '', version: 1, lastSeq: 1, people, watermarks: { deliveredSeq: 0, readSeq: 0 }, unread: 0, lastMessage: { ...message(1, ''), at: lastAt },
});

const copyOf = (summary: Summary, older: Message[], messages: Message[]): StoredCopy => ({ snapshot: { ...summary, messages }, older });

test('a conversation is found by its newest message with the words, whatever their case, else by a name that is not one’s own', async () => {
  const me = person('me-000001', 'Ana Me');
  const first = conversation('first-001', 3, [me, person('other-001', 'Omar')]);
  const second = conversation('second-01', 2, [me, person('other-002', 'Ana Kovač')]);
  const third = conversation('third-001', 1, [me]);
  const copies = new Map([
    [first.id, copyOf(first, [message(1, 'ANA wrote')], [message(2, 'so did ana'), message(3, 'nobody')])],
    // Neither is known to be there still: what lies before a jump, and what is in a copy that is behind.
    [third.id, copyOf({ ...third, version: 0 }, [message(1, 'ana')], [message(2, 'ana')])],
  ]);
  const hits = await searchDevice('Ana', { conversations: [first, second, third], history: { load: async (id) => copies.get(id) }, me: me.id });
  expect(hits.map(({ conversation: { id }, seq, excerpt }) => [id, seq, excerpt])).toEqual([['first-001', 2, 'so did ana'], ['second-01', undefined, 'Ana Kovač']]);
});

test('what two searches have found is one hit a conversation, of its later message, latest activity first', () => {
  const [early, late] = [conversation('early-001', 1), conversation('late-0001', 2)];
  const hit = (of: Summary, seq?: number) => ({ conversation: of, at: 1, excerpt: '', ...(seq === undefined ? {} : { seq }) });
  expect(merged([hit(early, 4)], [hit(late), hit(early, 9)]).map(({ conversation: { id }, seq }) => [id, seq])).toEqual([['late-0001', undefined], ['early-001', 9]]);
});
