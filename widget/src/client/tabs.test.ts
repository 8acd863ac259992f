import { expect, onTestFinished, test } from 'vitest';
import { Tabs, type TabHint } from './tabs.ts';

test('a hint reaches the other tabs of the profile, and what is told after closing throws at nobody', async () => {
  const heard = Promise.withResolvers<TabHint>();
  const here = new Tabs({ name: 'foyer:tabs-test', isShared: true, onHint: () => {} });
  const there = new Tabs({ name: 'foyer:tabs-test', isShared: true, onHint: heard.resolve });
  onTestFinished(() => { there.close(); });
  here.tell({ about: 'outbox' });
  expect(await heard.promise).toEqual({ about: 'outbox' });
  here.close();
  expect(() => { here.tell({ about: 'outbox' }); }).not.toThrow();
});
