import { afterEach, describe, expect, test } from 'vitest';
import type { NewOutboxEntry, OutboxStore } from './outbox-store.ts';

const entry = (clientId: string): NewOutboxEntry => ({
  clientId, conversation: 'conversation-1', content: { kind: 'text', text: clientId }, at: 1, state: { name: 'queued' },
});

/** What every outbox store promises. */
export function outboxStoreContract(name: string, open: () => OutboxStore): void {
  describe(`outbox store: ${name}`, () => {
    let store: OutboxStore | undefined;
    const opened = (): OutboxStore => store = open();
    afterEach(async () => { await store?.clear(); store?.close(); });

    test('entries come back as they were put, in the order of putting, also when put at once', async () => {
      const outbox = opened();
      await Promise.all(['c', 'a', 'b'].map((id) => outbox.add(entry(id))));
      const list = await outbox.list();
      expect(list.map(({ clientId }) => clientId)).toEqual(['c', 'a', 'b']);
      expect(list[0]).toEqual({ ...entry('c'), order: list[0]?.order });
    });

    test('a clientId is there once', async () => {
      const outbox = opened();
      await outbox.add(entry('a'));
      await expect(outbox.add(entry('a'))).rejects.toThrow();
      expect(await outbox.list()).toHaveLength(1);
    });

    test('a change keeps the place; what is gone is not brought back by one', async () => {
      const outbox = opened();
      await outbox.add(entry('a'));
      await outbox.add(entry('b'));
      expect(await outbox.change('a', { state: { name: 'sent', seq: 4, at: 9 } }, 'relaxed')).toMatchObject({ clientId: 'a', state: { name: 'sent', seq: 4 } });
      await outbox.remove(['b', 'unknown'], 'strict');
      expect(await outbox.change('b', { state: { name: 'queued' } }, 'strict')).toBeUndefined();
      expect((await outbox.list()).map(({ clientId, state }) => [clientId, state.name])).toEqual([['a', 'sent']]);
    });

    test('orders go on after entries were removed', async () => {
      const outbox = opened();
      const first = await outbox.add(entry('a'));
      await outbox.remove(['a'], 'relaxed');
      expect((await outbox.add(entry('b'))).order).toBeGreaterThan(first.order);
    });
  });
}
