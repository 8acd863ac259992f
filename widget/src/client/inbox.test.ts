import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Summary } from '../protocol/records.ts';
import type { Responses } from '../protocol/rest.ts';
import { Inbox } from './inbox.ts';
import { MemoryKeyValue } from './key-value.ts';
import { ListTyping } from './list-typing.ts';
import { PresenceBook } from './presence.ts';
import { Store } from './store.ts';

const startedAt = Date.UTC(2026, 10, 24);
const minuteMs = 60_000;
beforeEach(() => { vi.useFakeTimers({ now: startedAt }); });
afterEach(() => { vi.useRealTimers(); });

const row = (id: string, change: Partial<Summary>): Summary => ({
  id: `conversation-${id}`, kind: 'direct', title: '', version: 3, lastSeq: 3, people: [], watermarks: { deliveredSeq: 3, readSeq: 3 }, unread: 2, lastMessage: null, ...change,
});

/** An inbox with this stored on its device, and no connection. */
async function offline(conversations: readonly Summary[], more: Partial<Responses['inbox']> = {}) {
  const settings = new MemoryKeyValue();
  await settings.set('inbox', { user: 'user-0001', conversations, team: [], ...more });
  const inbox = new Inbox({
    settings, channels: { open: () => ({ close: () => undefined }) } as never, request: () => Promise.reject(new Error('offline')), presence: new PresenceBook(),
    receipts: { reads: new Store(new Map()), readSeq: () => 0 } as never, news: {} as never, typing: new ListTyping(() => 'user-0001'), me: () => 'user-0001', onMe: () => undefined, now: Date.now, random: () => 0,
  });
  await inbox.load();
  inbox.start();
  return inbox;
}

/** Timers that wait for the end of a mute, beside those that the feed has in any case. */
async function timersFor(conversations: readonly Summary[], stops = false): Promise<number> {
  vi.clearAllTimers();
  (await offline([])).stop();
  const stopped = vi.getTimerCount();
  vi.clearAllTimers();
  await offline([]);
  const started = vi.getTimerCount();
  vi.clearAllTimers();
  const inbox = await offline(conversations);
  if (stops) inbox.stop();
  return vi.getTimerCount() - (stops ? stopped : started);
}

test('when a mute ends, the list and its count are told at that moment, one after the other', async () => {
  const inbox = await offline([
    row('first', { mutedUntil: startedAt + 5 * minuteMs }), row('second', { mutedUntil: startedAt + 90 * minuteMs, archivedSeq: 2 }), row('never', { mutedUntil: 8.64e15 }),
  ]);
  const told: number[] = [];
  inbox.state.subscribe(({ unread }) => { told.push(unread); });
  expect(inbox.state.value.unread).toBe(0);
  vi.advanceTimersByTime(5 * minuteMs - 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([2]);
  vi.advanceTimersByTime(85 * minuteMs);
  expect(told).toEqual([2, 4]);
});

test('one timer waits for the end of all mutes, none for those that are for good, and none after the inbox has stopped', async () => {
  const muted = [1, 2, 3].map((minutes) => row(`muted-${minutes}`, { mutedUntil: startedAt + minutes * minuteMs }));
  expect(await timersFor(muted)).toBe(1);
  expect(await timersFor([row('never', { mutedUntil: 8.64e15 })])).toBe(0);
  expect(await timersFor(muted, true)).toBe(0);
});

test('what the site has told is there without a connection; of one that has told nothing, nothing is offered', async () => {
  const site = { direct: true, notice: 'We move on Friday.' };
  expect((await offline([], { site })).state.value.site).toEqual(site);
  expect((await offline([])).state.value.site).toEqual({ direct: false });
});
