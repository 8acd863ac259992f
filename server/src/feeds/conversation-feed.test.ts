import fc from 'fast-check';
import { feedArrayName, limits, type Change } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { messageChange } from '../../test/gateway-stage.ts';
import { ConversationFeed } from './conversation-feed.ts';

const range = (from: number, to: number): Change[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => messageChange(from + index));
const nextTurn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** What a reader who joins now is shown. */
function shown({ feed }: ConversationFeed): number[] {
  const doc = new Y.Doc();
  // An answer is two bytes of head, a length and the update.
  const answer = feed.answer([]) ?? new Uint8Array();
  const lengthBytes = answer.subarray(2).findIndex((byte) => byte < 0x80) + 1;
  Y.applyUpdate(doc, answer.subarray(2 + lengthBytes));
  return doc.getArray<Change>(feedArrayName).toArray().map((change) => change.v);
}

/** A store of one conversation whose log begins after `floor`, as the rules tell of it. */
function store() {
  const state = { log: [] as Change[], floor: 0, reads: 0, fault: undefined as Error | undefined, held: undefined as Promise<void> | undefined };
  return {
    state,
    read: async (_id: number, limit: number): Promise<Change[]> => {
      state.reads += 1;
      const first = Math.max(0, state.log.length - limit);
      const found = first < state.floor ? [] : state.log.slice(first);
      const { fault } = state;
      await state.held;
      if (fault) throw fault;
      return found;
    },
    commit: (count: number): Change[] => {
      const changes = range(state.log.length + 1, state.log.length + count);
      state.log.push(...changes);
      return changes;
    },
  };
}

test('a change that comes twice or late is shown once, in its place', async () => {
  const { commit, read, state } = store();
  const feed = new ConversationFeed(1, read, () => {});
  commit(2);
  await feed.ready();
  const [third, fourth, fifth] = commit(3) as [Change, Change, Change];
  state.held = new Promise(() => {});
  feed.apply([fifth]);
  feed.apply([third, fourth]);
  feed.apply([third]);
  expect(shown(feed)).toEqual([1, 2, 3, 4, 5]);
});

test('a change that was never announced is read from the store when the next one shows the gap', async () => {
  const { commit, read } = store();
  const feed = new ConversationFeed(1, read, () => {});
  await feed.ready();
  commit(3);
  feed.apply(commit(1));
  await nextTurn();
  expect(shown(feed)).toEqual([1, 2, 3, 4]);
});

test('changes that come while the feed is being read are shown after what was read', async () => {
  const { commit, read, state } = store();
  const { promise, resolve } = Promise.withResolvers<void>();
  commit(3);
  state.held = promise;
  const feed = new ConversationFeed(1, read, () => {});
  const ready = feed.ready();
  feed.apply(commit(2));
  resolve();
  await ready;
  expect(shown(feed)).toEqual([1, 2, 3, 4, 5]);
});

test('more missed than a window holds is a new epoch with the newest', async () => {
  const { commit, read } = store();
  const feed = new ConversationFeed(1, read, () => {});
  await feed.ready();
  let restarts = 0;
  feed.feed.subscribe({ send: () => {}, restart: () => { restarts += 1; } });
  feed.apply(commit(limits.feedWindowMin * 3).slice(-1));
  await nextTurn();
  expect(shown(feed)).toEqual(range(limits.feedWindowMin * 2 + 1, limits.feedWindowMin * 3).map(({ v }) => v));
  expect(restarts).toBe(1);
});

test('where the store no longer reaches back a window, what comes is shown at once', async () => {
  const { commit, read, state } = store();
  commit(500);
  state.floor = 500;
  const feed = new ConversationFeed(1, read, () => {});
  await feed.ready();
  for (let index = 0; index < 3; index += 1) {
    feed.apply(commit(1));
    await nextTurn();
  }
  expect(shown(feed)).toEqual([501, 502, 503]);
  expect(state.reads).toBe(2);
});

test('after a restart nothing of before is shown until the store is asked, and nothing that was being read', async () => {
  const { commit, read, state } = store();
  const { promise, resolve } = Promise.withResolvers<void>();
  commit(2);
  state.held = promise;
  const feed = new ConversationFeed(1, read, () => {});
  const ready = feed.ready();
  state.log = [messageChange(1, 'emptied'), messageChange(2)];
  feed.restart();
  resolve();
  await ready;
  expect([feed.isLoaded, shown(feed)]).toEqual([false, []]);
  await feed.ready();
  expect([feed.isLoaded, shown(feed)]).toEqual([true, [1, 2]]);
});

test('a gap that cannot be read is told, and tried again with the next change', async () => {
  const { commit, read, state } = store();
  const faults: unknown[] = [];
  const feed = new ConversationFeed(1, read, (error) => { faults.push(error); });
  await feed.ready();
  commit(1);
  state.fault = new Error('the disk');
  feed.apply(commit(1));
  await nextTurn();
  expect([faults, shown(feed)]).toEqual([[state.fault], []]);
  state.fault = undefined;
  feed.apply(commit(1));
  await nextTurn();
  expect(shown(feed)).toEqual([1, 2, 3]);
});

test('in whatever order changes are announced, twice or not at all but the last, readers see all of them in order', async () => {
  const announcements = fc.array(fc.record({ commits: fc.integer({ min: 1, max: 5 }), says: fc.constantFrom('now', 'later', 'never', 'twice'), isTurn: fc.boolean() }), { maxLength: 20 });
  await fc.assert(fc.asyncProperty(announcements, fc.nat({ max: 80 }), async (steps, before) => {
    const { commit, read, state } = store();
    commit(before);
    const feed = new ConversationFeed(1, read, () => {});
    await feed.ready();
    const later: Change[][] = [];
    for (const { commits, says, isTurn } of steps) {
      const changes = commit(commits);
      if (says === 'now' || says === 'twice') feed.apply(changes);
      if (says === 'twice' || says === 'later') later.unshift(changes);
      if (isTurn) await nextTurn();
    }
    for (const changes of later) feed.apply(changes);
    feed.apply(commit(1));
    await nextTurn();
    const versions = shown(feed);
    expect(versions).toEqual(range(state.log.length - versions.length + 1, state.log.length).map(({ v }) => v));
    expect(versions.length).toBeGreaterThanOrEqual(Math.min(state.log.length, limits.feedWindowMin));
  }), { numRuns: 200 });
});
