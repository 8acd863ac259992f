import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import { FoyerError } from '../protocol/errors.ts';
import { FakeFeed } from './fake-feed.ts';
import { ListFollower } from './list-follower.ts';
import { ListTyping } from './list-typing.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const closes: (() => void)[] = [];
afterEach(() => {
  for (const close of closes.splice(0)) close();
  vi.useRealTimers();
});

/** A list of numbers whose whole is answered when the test says so. */
function followed(feed = new FakeFeed()) {
  const asked: PromiseWithResolvers<readonly number[]>[] = [];
  /** As a list would apply them. */
  const happened: string[] = [];
  const follower = new ListFollower({
    feed: 'inbox', schema: v.number(), channels: feed, typing: new ListTyping(() => undefined), now: () => 0, random: () => 0,
    fetch: () => {
      const answer = Promise.withResolvers<readonly number[]>();
      asked.push(answer);
      return answer.promise;
    },
    onWhole: (whole) => { happened.push(`whole ${whole.join(' ')}`); },
    onEntry: (entry) => { happened.push(`entry ${entry}`); },
  });
  closes.push(() => { follower.close(); });
  return { feed, follower, asked, happened };
}

test('an entry that comes while the whole is on its way is applied at once and again after it', async () => {
  const { feed, asked, happened } = followed();
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  feed.append(1);
  expect(happened).toEqual(['entry 1']);
  asked[0]?.resolve([7]);
  await vi.waitFor(() => { expect(happened).toEqual(['entry 1', 'whole 7', 'entry 1']); });
});

test('an entry that comes when the whole is there is applied once, also after the next whole', async () => {
  const { feed, asked, happened } = followed();
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  asked[0]?.resolve([]);
  await vi.waitFor(() => { expect(happened).toHaveLength(1); });
  for (const entry of [1, 2, 3]) feed.append(entry);
  feed.end(4503);
  await vi.waitFor(() => { expect(asked).toHaveLength(2); });
  feed.append(4);
  asked[1]?.resolve([3]);
  await vi.waitFor(() => { expect(happened).toEqual(['whole ', 'entry 1', 'entry 2', 'entry 3', 'entry 4', 'whole 3', 'entry 4']); });
});

const answers = {
  'is up to date': async (): Promise<never[]> => [],
  'could not be fetched': async (): Promise<never[]> => { throw new FoyerError('overloaded'); },
  'was refused': async (): Promise<never[]> => { throw new FoyerError('forbidden'); },
};
test.each(Object.entries(answers))('nothing is kept of the entries of a list that %s', async (_name, answer) => {
  const feed = new FakeFeed();
  const handedOut: WeakRef<object>[] = [];
  let asked = 0;
  const follower = new ListFollower({
    feed: 'inbox', schema: v.object({ name: v.string() }), channels: feed, typing: new ListTyping(() => undefined), now: () => 0, random: () => 0,
    fetch: () => { asked += 1; return answer(); }, onWhole: () => undefined, onEntry: (entry) => { handedOut.push(new WeakRef(entry)); },
  });
  closes.push(() => { follower.close(); });
  await vi.waitFor(() => { expect(asked).toBe(1); });
  await new Promise(setImmediate);
  for (const name of ['one', 'two', 'three']) feed.append({ name });
  await vi.waitFor(() => {
    collectGarbage();
    // Only a number leaves this line: an assertion on the entries would hold on to them itself.
    expect(handedOut.filter((entry) => entry.deref() !== undefined).length).toBe(0);
  });
});

test('a whole that failed is asked for again, one that was refused is not', async () => {
  vi.useFakeTimers();
  const { asked, happened } = followed();
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  asked[0]?.reject(new FoyerError('overloaded'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(2);
  asked[1]?.reject(new FoyerError('forbidden'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
  expect(happened).toEqual([]);
});

test('an answer from before the last sync, or after the end, changes nothing', async () => {
  const { feed, follower, asked, happened } = followed();
  await vi.waitFor(() => { expect(asked).toHaveLength(1); });
  feed.end(4503);
  await vi.waitFor(() => { expect(asked).toHaveLength(2); });
  asked[0]?.resolve([1]);
  asked[1]?.resolve([2]);
  await vi.waitFor(() => { expect(happened).toEqual(['whole 2']); });
  feed.end(4503);
  await vi.waitFor(() => { expect(asked).toHaveLength(3); });
  follower.close();
  asked[2]?.resolve([3]);
  await Promise.resolve();
  await Promise.resolve();
  expect(happened).toEqual(['whole 2']);
});
