import { expect, test, vi } from 'vitest';
import { Drafts } from './drafts.ts';
import type { KeyValue } from './key-value.ts';

/** Two tabs of one profile: they share the storage and tell each other. */
function tabs() {
  const stored = new Map<string, unknown>();
  const settings = {
    get: async (key: string) => stored.get(key),
    set: async (key: string, value: unknown) => { stored.set(key, value); },
    delete: async (key: string) => { stored.delete(key); },
  } as unknown as KeyValue;
  const first: Drafts = new Drafts({ settings, announce: (conversation) => { void second.reload(conversation); } });
  const second: Drafts = new Drafts({ settings, announce: (conversation) => { void first.reload(conversation); } });
  return { first, second };
}

test('a draft shows in the other tab, and goes there too when it was sent', async () => {
  const { first, second } = tabs();
  first.set('c', 'Hello');
  expect(second.of('c').value).toBe('');
  await first.flush();
  await vi.waitFor(() => { expect(second.of('c').value).toBe('Hello'); });
  first.set('c', '');
  await first.flush();
  await vi.waitFor(() => { expect(second.of('c').value).toBe(''); });
});

test('what is being written in one tab is never replaced by what is written in another', async () => {
  const { first, second } = tabs();
  first.set('c', 'From the first');
  second.set('c', 'From the second');
  await first.flush();
  await second.flush();
  await first.reload('c');
  await second.reload('c');
  expect(first.of('c').value).toBe('From the first');
  expect(second.of('c').value).toBe('From the second');
});

test('what is written and not sent is known for all conversations at once, without those where nothing is', async () => {
  const { first, second } = tabs();
  first.set('a', 'Hello');
  first.set('b', 'Later');
  first.set('b', '');
  expect([...first.written.value]).toEqual([['a', 'Hello']]);
  await first.flush();
  second.of('a');
  await vi.waitFor(() => { expect([...second.written.value]).toEqual([['a', 'Hello']]); });
  first.clear();
  expect(first.written.value.size).toBe(0);
});
