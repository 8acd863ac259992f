import { expect, test, vi } from 'vitest';
import { FoyerError } from '../protocol/errors.ts';
import type { Arrangement, Summary } from '../protocol/records.ts';
import type { InboxState } from './api.ts';
import { Arrangements } from './arrangements.ts';
import { createLocks } from './locks.ts';
import { MemoryKeyValue } from './key-value.ts';
import { Store } from './store.ts';
import { withArranged } from './summaries.ts';

const summary: Summary = {
  id: 'conversation-1', kind: 'direct', title: '', version: 3, lastSeq: 3, people: [], watermarks: { deliveredSeq: 3, readSeq: 3 }, unread: 0, lastMessage: null,
};

/** A device whose server answers as it is told. */
function device() {
  const settings = new MemoryKeyValue();
  const locks = createLocks(false);
  const isOnline = new Store(false);
  const told: object[] = [];
  const server = { answer: async (): Promise<object> => ({}) };
  const tab = (isConnected = isOnline) => {
    const arranged = new Map<string, Arrangement>();
    const state = new Store<InboxState>({ conversations: [summary], team: [], answerMs: 0, site: { direct: false }, unread: 0, loaded: true });
    const inbox = {
      state, arranged, arrange: (id: string, change: Arrangement) => {
        arranged.set(id, { ...arranged.get(id), ...change });
        state.set({ ...state.value, conversations: withArranged(state.value.conversations, arranged) });
      },
    };
    const arrangements = new Arrangements({
      inbox, settings, locks, lockName: 'arranged', isOnline: isConnected, me: () => 'user-0001', now: () => 0, random: () => 0,
      command: async (_name, args) => {
        await server.answer();
        told.push(args);
        return {};
      },
    });
    return { arrangements, inbox, shown: () => state.value.conversations[0] };
  };
  return { tab, settings, isOnline, told, server };
}

const stored = async ({ settings }: ReturnType<typeof device>): Promise<string[]> => settings.keys();

test('what is arranged shows at once, and reaches the server when there is a connection', async () => {
  const here = device();
  const { arrangements, inbox, shown } = here.tab();
  arrangements.arrange('conversation-1', { pinned: true });
  expect(shown()?.pinned).toBe(true);
  arrangements.arrange('conversation-1', { mutedUntil: 9 });
  await vi.waitFor(async () => { expect(await stored(here)).toHaveLength(1); });
  expect(here.told).toEqual([]);
  here.isOnline.set(true);
  await vi.waitFor(() => { expect(here.told).toEqual([{ conversation: 'conversation-1', pinned: true, mutedUntil: 9 }]); });
  await vi.waitFor(async () => { expect(await stored(here)).toEqual([]); });
  expect(inbox.arranged.size).toBe(0);
});

test('what the server has not heard of is there after a restart, and what was arranged since counts more', async () => {
  const here = device();
  here.tab().arrangements.arrange('conversation-1', { pinned: true, archivedSeq: 3 });
  await vi.waitFor(async () => { expect(await stored(here)).toHaveLength(1); });
  const later = here.tab();
  later.arrangements.arrange('conversation-1', { archivedSeq: 0 });
  await vi.waitFor(() => { expect(later.shown()).toMatchObject({ pinned: true, archivedSeq: 0 }); });
  here.isOnline.set(true);
  await vi.waitFor(() => { expect(here.told.at(-1)).toMatchObject({ pinned: true, archivedSeq: 0 }); });
});

test('a change made while the last one is on its way is told after it', async () => {
  const here = device();
  here.isOnline.set(true);
  const { arrangements } = here.tab();
  const sending = Promise.withResolvers<object>();
  here.server.answer = () => sending.promise;
  arrangements.arrange('conversation-1', { pinned: true });
  await vi.waitFor(async () => { expect(await stored(here)).toHaveLength(1); });
  arrangements.arrange('conversation-1', { pinned: false });
  sending.resolve({});
  await vi.waitFor(() => { expect(here.told.at(-1)).toMatchObject({ pinned: false }); });
  await vi.waitFor(async () => { expect(await stored(here)).toEqual([]); });
});

test('what is refused for good is not asked again, what failed is', async () => {
  const here = device();
  here.isOnline.set(true);
  const { arrangements } = here.tab();
  let asked = 0;
  here.server.answer = async () => { asked += 1; throw new FoyerError(asked === 1 ? 'overloaded' : 'not-found'); };
  arrangements.arrange('conversation-1', { pinned: true });
  await vi.waitFor(async () => { expect(asked).toBe(2); expect(await stored(here)).toEqual([]); });
});

test('what another user of this device arranged is not told in the name of this one', async () => {
  const here = device();
  await here.settings.set('arranged:conversation-1', { user: 'user-0002', change: { pinned: true } });
  here.isOnline.set(true);
  const { shown } = here.tab();
  await vi.waitFor(async () => { expect(await stored(here)).toEqual([]); });
  expect(here.told).toEqual([]);
  expect(shown()?.pinned).toBeUndefined();
});

test('what the server refuses is shown as it was before, also after a restart in between', async () => {
  const here = device();
  const { arrangements } = here.tab(new Store(false));
  arrangements.arrange('conversation-1', { pinned: true, mutedUntil: 9 });
  arrangements.arrange('conversation-1', { pinned: false, archivedSeq: 3 });
  await vi.waitFor(async () => { expect(await here.settings.get('arranged:conversation-1')).toMatchObject({ change: { archivedSeq: 3 } }); });
  const later = here.tab();
  await vi.waitFor(() => { expect(later.shown()).toMatchObject({ mutedUntil: 9, archivedSeq: 3 }); });
  here.server.answer = async () => { throw new FoyerError('forbidden'); };
  here.isOnline.set(true);
  await vi.waitFor(() => { expect(later.shown()).toMatchObject({ pinned: false, mutedUntil: 0, archivedSeq: 0 }); });
  expect(later.inbox.arranged.size).toBe(0);
});

test('a change is refused alone: what stood before it stays', async () => {
  const here = device();
  const { arrangements, inbox, shown } = here.tab();
  inbox.state.set({ ...inbox.state.value, conversations: [{ ...summary, pinned: true }] });
  here.server.answer = async () => { throw new FoyerError('forbidden'); };
  here.isOnline.set(true);
  arrangements.arrange('conversation-1', { mutedUntil: 9 });
  expect(shown()).toMatchObject({ pinned: true, mutedUntil: 9 });
  await vi.waitFor(() => { expect(shown()).toMatchObject({ pinned: true, mutedUntil: 0 }); });
});

test('a busy server is asked again by one timer however much was arranged, and not at all once the connection is gone', async () => {
  vi.useFakeTimers();
  try {
    const here = device();
    here.isOnline.set(true);
    here.server.answer = async () => { throw new FoyerError('overloaded'); };
    const { arrangements } = here.tab();
    for (const mutedUntil of [1, 2, 3, 4]) arrangements.arrange('conversation-1', { mutedUntil });
    await vi.waitFor(() => { expect(vi.getTimerCount()).toBe(1); });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(vi.getTimerCount()).toBe(1);
    here.isOnline.set(false);
    expect(vi.getTimerCount()).toBe(0);
    // The connection goes while the server is being asked.
    const asking = Promise.withResolvers<object>();
    here.server.answer = () => asking.promise;
    here.isOnline.set(true);
    await vi.advanceTimersByTimeAsync(0);
    here.isOnline.set(false);
    asking.reject(new FoyerError('offline'));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
