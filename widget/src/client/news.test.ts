import { expect, test } from 'vitest';
import type { Message, Snapshot, Summary } from '../protocol/records.ts';
import { News } from './news.ts';
import type { Replicas } from './replicas.ts';
import { Store } from './store.ts';

const conversation = { id: 'c', kind: 'support' as const, title: '', version: 9, people: [], watermarks: { deliveredSeq: 0, readSeq: 0 } } satisfies Partial<Snapshot>;
const message = (seq: number, at: number, from = 'ana'): Message => ({ seq, clientId: `m${seq}`, from, at, content: { kind: 'text', text: `Text ${seq}` } });
const snapshot = (id: string, ...messages: Message[]): Snapshot => ({ ...conversation, id, lastSeq: messages.at(-1)?.seq ?? 0, messages });
const summary = (id: string, lastMessage: Message, unread = 1): Summary => ({ ...conversation, id, lastSeq: lastMessage.seq, unread, lastMessage });

/** `stored`: what the device has, of all its tabs. */
function newsOver(stored: Readonly<Record<string, number>> = {}) {
  const told: string[] = [];
  const followed: string[] = [];
  const replica = { isCaughtUp: new Store(false), refused: new Store(undefined), state: new Store<Snapshot | undefined>(undefined) };
  const replicas = { expect: () => undefined, acquire: (id: string) => { followed.push(id); return { replica, release: () => undefined }; } } as unknown as Replicas;
  const news = new News({
    replicas, me: () => 'me', onMessage: (id, { seq }) => { told.push(`${id} ${seq}`); },
    receipts: { storedSeq: (id: string) => stored[id] ?? 0 } as never,
  });
  return { news, told, followed };
}

test('of what was listed first only later messages are told, each once, and none of one’s own', () => {
  const { news, told } = newsOver();
  news.listed('inbox', [summary('c', message(2, 20))]);
  news.changed(snapshot('c', message(1, 10), message(2, 20)));
  news.changed(snapshot('c', message(1, 10), message(2, 20), message(3, 30)));
  news.changed(snapshot('c', message(2, 20), message(3, 30), message(4, 40, 'me')));
  expect(told).toEqual(['c 3']);
});

test('a conversation too old for the list tells what has come since, not its past', () => {
  const { news, told } = newsOver();
  news.listed('desk', [summary('c', message(2, 2_000))]);
  news.changed(snapshot('old', message(7, 100), message(8, 200), message(9, 2_500)));
  expect(told).toEqual(['old 9']);
});

test('a conversation that began after the list tells its first message', () => {
  const { news, told } = newsOver();
  news.listed('inbox', []);
  news.changed(snapshot('new', message(1, 5)));
  expect(told).toEqual(['new 1']);
});

test('before the list has come, what a conversation begins with is no news, and what follows is', () => {
  const { news, told } = newsOver();
  news.changed(snapshot('c', message(1, 10)));
  news.changed(snapshot('c', message(1, 10), message(2, 20)));
  expect(told).toEqual(['c 2']);
});

test('a message that another tab has stored is followed, until it is told here', () => {
  const { news, told, followed } = newsOver({ c: 3 });
  news.listed('inbox', [summary('c', message(2, 20))]);
  expect(followed).toEqual([]);
  news.noticed(summary('c', message(3, 30)));
  expect(followed).toEqual(['c']);
  news.changed(snapshot('c', message(2, 20), message(3, 30)));
  expect(told).toEqual(['c 3']);
});
