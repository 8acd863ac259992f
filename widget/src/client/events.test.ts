import { expect, onTestFinished, test, vi } from 'vitest';
import { FoyerError } from '../protocol/errors.ts';
import type { ConversationEvent } from '../protocol/events.ts';
import type { ConversationHandle, Timeline } from './api.ts';
import { ConversationEvents, type EventsParts } from './events.ts';
import { Store } from './store.ts';

const pageSize = 3;
const event = (n: number, seq: number): ConversationEvent => ({ n, seq, at: n, kind: 'named', by: 'ada-00000', title: `${n}` });

/** A server that has `events`, and a conversation of which messages from `first` on are loaded. */
function house(events: ConversationEvent[], { first = 1, hasOlder = false, members = 0 } = {}) {
  const server = { events, refuses: undefined as FoyerError | undefined };
  const asked: string[] = [];
  const timelineFrom = (seq: number, isMore: boolean) => ({ items: [{ message: { seq } }], hasOlder: isMore, loading: false }) as unknown as Timeline;
  const timeline = new Store(timelineFrom(first, hasOlder));
  const snapshot = new Store({ people: Array.from({ length: members }) });
  const [store, isOnline] = [new Store(''), new Store(true)];
  const request = (async ({ path }: { path: string }) => {
    const before = Number(new URL(path, 'https://foyer.example').searchParams.get('before')?.slice(2) ?? Infinity);
    asked.push(path);
    await Promise.resolve();
    if (server.refuses) throw server.refuses;
    const below = server.events.filter(({ n }) => n < before);
    const page = below.slice(-pageSize);
    return { events: page, people: [{ id: 'ada-00000', name: 'Ada', kind: 'visitor' }], ...(below.length > page.length ? { next: `0.${page[0]?.n}` } : {}) };
  }) as unknown as EventsParts['request'];
  const conversation = { id: 'conversation-1', timeline, snapshot } as unknown as ConversationHandle;
  const handle = new ConversationEvents(conversation, { request, isOnline, random: () => 1, store, sign: () => store.value });
  return {
    server, asked, isOnline, handle, known: () => handle.state.value.events.map(({ n }) => n),
    sign: (value: string) => { store.set(value); },
    reach: (seq: number, isMore: boolean) => { timeline.set(timelineFrom(seq, isMore)); },
  };
}
const turn = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => event(index + 1, (index + 1) * 10));

test('the newest are asked for, and older ones as far back as messages are loaded', async () => {
  const { asked, known, reach } = house(upTo(9), { first: 75, hasOlder: true });
  await vi.waitFor(() => { expect(known()).toEqual([7, 8, 9]); });
  expect(asked).toHaveLength(1);
  reach(45, true);
  await vi.waitFor(() => { expect(known()).toEqual([4, 5, 6, 7, 8, 9]); });
  reach(5, false);
  await vi.waitFor(() => { expect(known()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]); });
  expect(asked).toHaveLength(3);
});

test('where history begins all are asked for', async () => {
  const { known } = house(upTo(7));
  await vi.waitFor(() => { expect(known()).toEqual([1, 2, 3, 4, 5, 6, 7]); });
});

test('what has changed since is there as soon as the conversation shows it, and what is gone is gone', async () => {
  const { server, known, sign } = house(upTo(7));
  await vi.waitFor(() => { expect(known()).toHaveLength(7); });
  server.events = [...server.events.filter(({ n }) => n !== 2), event(8, 80)];
  sign('another title');
  await vi.waitFor(() => { expect(known()).toEqual([1, 3, 4, 5, 6, 7, 8]); });
});

test('a change that tells of nothing asks for nothing', async () => {
  const { asked, known, sign } = house(upTo(2));
  await vi.waitFor(() => { expect(known()).toHaveLength(2); });
  sign('');
  await turn();
  expect(asked).toHaveLength(1);
});

test('of a large group not all ask at once', async () => {
  vi.useFakeTimers();
  onTestFinished(() => { vi.useRealTimers(); });
  const { asked, sign } = house(upTo(2), { members: 1000 });
  await vi.advanceTimersByTimeAsync(0);
  sign('a');
  await vi.advanceTimersByTimeAsync(3999);
  sign('b');
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toHaveLength(2);
});

test('without a connection nothing is asked for, and all of it with the next one', async () => {
  const { server, asked, isOnline, known } = house(upTo(2));
  await vi.waitFor(() => { expect(known()).toHaveLength(2); });
  isOnline.set(false);
  server.events = upTo(3);
  await turn();
  expect(asked).toHaveLength(1);
  isOnline.set(true);
  await vi.waitFor(() => { expect(known()).toEqual([1, 2, 3]); });
});

test('what the server refuses is not asked for again and again, and what is known stays', async () => {
  const { server, asked, known, reach, sign } = house(upTo(9), { first: 75, hasOlder: true });
  await vi.waitFor(() => { expect(known()).toHaveLength(3); });
  server.refuses = new FoyerError('not-found');
  for (const seq of [45, 35, 25]) { reach(seq, true); await turn(); }
  expect([asked.length, known()]).toEqual([2, [7, 8, 9]]);
  server.refuses = undefined;
  sign('changed');
  await vi.waitFor(() => { expect(known()).toHaveLength(9); });
});

test('who has closed it hears of nothing any more', async () => {
  const { asked, handle, known, sign } = house(upTo(2));
  handle.close();
  sign('changed');
  await turn();
  expect([asked.length, known()]).toEqual([1, []]);
});
