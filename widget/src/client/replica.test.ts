import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Change } from '../protocol/changes.ts';
import { FoyerError } from '../protocol/errors.ts';
import type { Message, Snapshot } from '../protocol/records.ts';
import { FakeFeed } from './fake-feed.ts';
import { History } from './history.ts';
import { MemoryKeyValue } from './key-value.ts';
import { Replica, type ReplicaParts } from './replica.ts';

const id = 'conversation-1';
const closes: (() => void)[] = [];
beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => {
  for (const close of closes.splice(0)) close();
  vi.useRealTimers();
});

const message = (seq: number): Message => ({ seq, clientId: `c-${seq}`, from: 'user-0001', at: seq, content: { kind: 'text', text: `text ${seq}` } });
const change = (v: number): Change => ({ v, kind: 'message', message: message(v) });
const snapshot = (last: number, first = 1): Snapshot => ({
  id, kind: 'direct', title: '', version: last, lastSeq: last, people: [], watermarks: { deliveredSeq: 0, readSeq: 0 },
  messages: Array.from({ length: last - first + 1 }, (_, index) => message(first + index)),
});

/** A conversation whose server answers what the test says, and writes down what it was asked. */
function followed({ stored, feed = new FakeFeed() }: { stored?: Snapshot; feed?: FakeFeed } = {}) {
  const asked: string[] = [];
  const kept: number[] = [];
  const server = { answer: async (_path: string): Promise<object> => snapshot(0) };
  const history = new History(new MemoryKeyValue());
  const begin = async (): Promise<Replica> => {
    if (stored) await history.save({ snapshot: stored, older: [] });
    const replica = new Replica(id, {
      channels: feed, history, now: () => Date.now(), random: () => 0, recover: (_conversation, messages) => messages,
      onStored: ({ version }) => { kept.push(version); },
      request: (async ({ path }) => {
        asked.push(path.replace(`/conversations/${id}`, ''));
        return server.answer(path);
      }) as ReplicaParts['request'],
    });
    closes.push(() => { replica.close(); });
    await vi.advanceTimersByTimeAsync(0);
    return replica;
  };
  return { feed, server, asked, kept, begin };
}

const shown = ({ state }: Replica): number[] => state.value?.messages.map(({ seq }) => seq) ?? [];
const step = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('what the device has is shown before the server is asked, and what the feed brings is added and stored', async () => {
  const { feed, asked, kept, begin } = followed({ stored: snapshot(2) });
  const replica = await begin();
  expect(shown(replica)).toEqual([1, 2]);
  await step(100);
  expect(replica.isCaughtUp.value).toBe(true);
  feed.append(change(3));
  await step();
  expect(shown(replica)).toEqual([1, 2, 3]);
  expect(asked).toEqual([]);
  expect(kept).toEqual([3]);
});

test('a change beyond a gap waits until what is between has been fetched', async () => {
  const { feed, server, asked, begin } = followed({ stored: snapshot(1) });
  const replica = await begin();
  await step(100);
  const answer = Promise.withResolvers<object>();
  server.answer = () => answer.promise;
  feed.append(change(4));
  await step();
  expect(shown(replica)).toEqual([1]);
  expect(replica.isCaughtUp.value).toBe(false);
  answer.resolve({ changes: [change(2), change(3)] });
  await step();
  expect(shown(replica)).toEqual([1, 2, 3, 4]);
  expect(asked).toEqual(['/changes?after=1']);
  expect(replica.isCaughtUp.value).toBe(true);
});

test('who is too far behind takes the whole, and keeps what lay before it for later', async () => {
  const { feed, server, asked, begin } = followed({ stored: snapshot(2) });
  const replica = await begin();
  await step(100);
  server.answer = async (path) => {
    if (path.includes('/changes')) throw new FoyerError('snapshot-needed');
    return snapshot(90, 41);
  };
  feed.append(change(90));
  await step();
  expect(shown(replica)).toEqual(Array.from({ length: 50 }, (_, index) => 41 + index));
  expect(asked).toEqual(['/changes?after=2', '']);
});

test('what others have told of is fetched when the feed does not bring it in time, and only then', async () => {
  const { feed, server, asked, begin } = followed({ stored: snapshot(1) });
  const replica = await begin();
  await step(100);
  replica.expect(2);
  feed.append(change(2));
  await step(2_000);
  expect(asked).toEqual([]);
  server.answer = async () => ({ changes: [change(3)] });
  replica.expect(3);
  await step(2_000);
  expect(asked).toEqual(['/changes?after=2']);
  expect(shown(replica)).toEqual([1, 2, 3]);
});

test('a fetch that failed is tried again by itself', async () => {
  const { server, asked, begin } = followed();
  server.answer = async () => { throw new FoyerError('overloaded'); };
  const replica = await begin();
  expect(asked).toHaveLength(1);
  server.answer = async () => snapshot(1);
  await step(500);
  expect(shown(replica)).toEqual([1]);
  expect(replica.refused.value).toBeUndefined();
});

test('a fetch that was refused is not tried again by itself, but when there is news; what it brings ends the refusal', async () => {
  const { feed, server, asked, begin } = followed({ stored: snapshot(1) });
  const replica = await begin();
  await step(100);
  server.answer = async () => { throw new FoyerError('forbidden'); };
  feed.append(change(3));
  await step();
  expect(replica.refused.value?.code).toBe('forbidden');
  await step(60_000);
  expect(asked).toHaveLength(1);
  server.answer = async () => ({ changes: [change(2), change(3)] });
  feed.append(change(4));
  await step();
  expect(shown(replica)).toEqual([1, 2, 3, 4]);
  expect(replica.refused.value).toBeUndefined();
  expect(replica.isCaughtUp.value).toBe(true);
});

test('news that comes right after a refusal is not forgotten, and does not make the next request sooner', async () => {
  const { feed, server, asked, begin } = followed({ stored: snapshot(1) });
  const replica = await begin();
  await step(100);
  server.answer = async () => { throw new FoyerError('bad-request'); };
  feed.append(change(3));
  await step();
  for (const version of [4, 5, 6]) feed.append(change(version));
  await step(100);
  expect(asked).toHaveLength(1);
  server.answer = async () => ({ changes: [change(2)] });
  await step(1_000);
  expect(asked).toHaveLength(2);
  expect(shown(replica)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a feed that is refused says why, whatever is fetched afterwards', async () => {
  const { feed, server, begin } = followed({ stored: snapshot(1) });
  feed.refuseWith = 4404;
  const replica = await begin();
  await step(100);
  expect(replica.refused.value?.code).toBe('not-found');
  server.answer = async () => ({ changes: [change(2)] });
  replica.expect(2);
  await step(2_000);
  expect(shown(replica)).toEqual([1, 2]);
  expect(replica.refused.value?.code).toBe('not-found');
});

test('an older page joins what is shown with what was changed meanwhile', async () => {
  const { feed, server, begin } = followed({ stored: snapshot(60, 11) });
  const replica = await begin();
  await step(100);
  const answer = Promise.withResolvers<object>();
  server.answer = () => answer.promise;
  const loading = replica.loadOlder();
  feed.append({ v: 61, kind: 'delete', seq: 10, at: 5 });
  await step();
  answer.resolve({ messages: Array.from({ length: 10 }, (_, index) => message(1 + index)) });
  await loading;
  expect(shown(replica)).toEqual(Array.from({ length: 60 }, (_, index) => 1 + index));
  expect(replica.state.value?.messages[9]).toMatchObject({ seq: 10, deletedAt: 5, content: { kind: 'none' } });
});

test('after its end it asks for nothing more', async () => {
  const { server, asked, begin } = followed();
  server.answer = async () => { throw new FoyerError('overloaded'); };
  const replica = await begin();
  replica.expect(9);
  replica.close();
  await step(60_000);
  expect(asked).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
