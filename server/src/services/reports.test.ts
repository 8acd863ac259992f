import type { DeskEntry } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import type { Publisher } from './ports.ts';
import { Reports } from './reports.ts';

test('what waited and is past its time leaves the desk of its site, and who joins later is not shown it', async () => {
  const told: unknown[] = [];
  const asked: unknown[] = [];
  const store = { reports: {
    expire: async (before: unknown) => {
      asked.push(before);
      return [{ siteId: 1, uid: 'old-report', isOpen: true }, { siteId: 2, uid: 'handled-report', isOpen: false }];
    },
    countOpen: async () => 4,
  } } as unknown as Store;
  const publisher = {
    hasDesk: () => true, clearDesk: (siteId: number) => { told.push(['clear', siteId]); }, desk: (siteId: number, ...entries: DeskEntry[]) => { told.push([siteId, ...entries]); },
  } as unknown as Publisher;
  const now = 100 * 86_400_000;
  await new Reports({ store, publisher, clock: { now: () => now } } as unknown as ConstructorParameters<typeof Reports>[0]).expire();
  expect(asked).toEqual([{ at: now - 30 * 86_400_000, handledAt: now - 3_600_000 }]);
  expect(told).toEqual([['clear', 1], [1, { kind: 'report-closed', report: 'old-report', open: 4 }]]);
});
