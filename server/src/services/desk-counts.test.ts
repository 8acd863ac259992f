import fc from 'fast-check';
import type { DeskCounts as Counts, DeskEntry } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { DeskCounts, placeOf, type Place } from './desk-counts.ts';
import type { Publisher } from './ports.ts';

/** A site of conversations that the store knows, in a store that answers when it is let. */
function house(places: (Place | undefined)[]) {
  const told: Counts[] = [];
  const state = { reads: 0, held: Promise.resolve() };
  const handling = {
    counts: async () => {
      state.reads += 1;
      const rows = places.flatMap((place) => {
        if (place === undefined) return [];
        if (typeof place === 'object') return { state: 'open' as const, isSnoozed: false, assignee: place.assignee, count: 1 };
        return place === 'resolved' ? { state: place, isSnoozed: false, assignee: 'staff-a', count: 1 } : { state: 'open' as const, isSnoozed: true, assignee: null, count: 1 };
      });
      await state.held;
      return rows;
    },
  } as unknown as Store['handling'];
  const publisher = { hasDesk: () => true, desk: (_: number, entry: DeskEntry) => { if (entry.kind === 'counts') told.push(entry.counts); } } as unknown as Publisher;
  const counts = new DeskCounts({ store: { handling }, publisher });
  const move = (index: number, to: Place | undefined) => {
    const from = places[index];
    places[index] = to;
    counts.moved(1, from, to);
  };
  return { counts, told, state, move };
}

const placeArbitrary = fc.constantFrom<Place | undefined>(undefined, 'resolved', 'snoozed', { assignee: null }, { assignee: 'staff-a' }, { assignee: 'staff-b' });

test('after whatever moves, kept counts are what the store would count, and it was asked once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(placeArbitrary, { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(fc.nat({ max: 5 }), placeArbitrary), { maxLength: 30 }), async (places, moves) => {
    const kept = house([...places]);
    await kept.counts.of(1);
    const now = [...places];
    for (const [index, to] of moves) {
      kept.move(index % places.length, to);
      now[index % places.length] = to;
    }
    expect(await kept.counts.of(1)).toEqual(await house(now).counts.of(1));
    expect(kept.state.reads).toBe(1);
    kept.counts.stop();
  }));
});

test('what moves while it is counted is counted once', async () => {
  const { counts, state, move } = house([{ assignee: null }, { assignee: null }]);
  const { promise, resolve } = Promise.withResolvers<void>();
  state.held = promise;
  const counting = counts.of(1);
  move(0, 'resolved');
  resolve();
  expect(await counting).toEqual({ all: 1, unassigned: 1, snoozed: 0, resolved: 1, assigned: {} });
  expect(state.reads).toBe(2);
  counts.stop();
});

test('watchers hear of a move, and nothing where nothing has moved; after a change from outside it is counted anew', async () => {
  const { counts, told, state, move } = house([{ assignee: null }]);
  move(0, { assignee: null });
  await counts.of(1);
  expect(told).toEqual([]);
  move(0, { assignee: 'staff-a' });
  await expect.poll(() => told).toEqual([{ all: 1, unassigned: 0, snoozed: 0, resolved: 0, assigned: { 'staff-a': 1 } }]);
  counts.clear();
  await counts.of(1);
  expect(state.reads).toBe(2);
  counts.stop();
});

test('a conversation is counted from its first message on', () => {
  const live = { lastSeq: 1, state: 'open', snoozedUntil: null, assignee: 'staff-a' } as const;
  expect(placeOf(live)).toEqual({ assignee: 'staff-a' });
  expect(placeOf({ ...live, snoozedUntil: 9 })).toBe('snoozed');
  expect(placeOf({ ...live, state: 'resolved' })).toBe('resolved');
  expect(placeOf({ ...live, lastSeq: 0 })).toBeUndefined();
});
