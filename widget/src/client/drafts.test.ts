import { afterEach, expect, test, vi } from 'vitest';
import { Drafts } from './drafts.ts';
import { MemoryKeyValue, type KeyValue } from './key-value.ts';

afterEach(() => { vi.unstubAllGlobals(); });

/** Two tabs of one profile: they share the storage and tell each other. */
function tabs() {
  const stored = new Map<string, unknown>();
  const settings = {
    get: async (key: string) => stored.get(key),
    set: async (key: string, value: unknown) => { stored.set(key, value); },
    delete: async (key: string) => { stored.delete(key); },
  } as unknown as KeyValue;
  const first: Drafts = new Drafts({ settings, stash: undefined, announce: (conversation) => { void second.reload(conversation); } });
  const second: Drafts = new Drafts({ settings, stash: undefined, announce: (conversation) => { void first.reload(conversation); } });
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

/** A tab: what it keeps outlives its pages. `page` begins the next one. */
function tab() {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value); }, removeItem: (key: string) => { kept.delete(key); } });
  const settings = new MemoryKeyValue();
  const page = async (): Promise<Drafts> => {
    const drafts = new Drafts({ settings, stash: 'foyer:shop:draft', announce: () => undefined });
    await drafts.restore();
    return drafts;
  };
  return { kept, page };
}

test('what a page had no time to store is there on the next, also that a draft was emptied; what was stored since is not replaced by it', async () => {
  const { kept, page } = tab();
  (await page()).set('c', 'Half a sen');
  const second = await page();
  await vi.waitFor(() => { expect(second.of('c').value).toBe('Half a sen'); });
  second.set('c', 'Half a sentence');
  await second.flush();
  expect(kept.size).toBe(0);
  const third = await page();
  await vi.waitFor(() => { expect(third.of('c').value).toBe('Half a sentence'); });
  third.set('c', '');
  const fourth = await page();
  await vi.waitFor(async () => { await fourth.reload('c'); expect(fourth.of('c').value).toBe(''); });
});

test('what was not stored goes with the rest when it is forgotten, and a page without storage writes as ever', async () => {
  const { page } = tab();
  const first = await page();
  first.set('c', 'Not for the next');
  first.clear();
  const next = await page();
  const draft = next.of('c');
  await next.reload('c');
  expect(draft.value).toBe('');
  vi.stubGlobal('sessionStorage', { getItem: () => { throw new Error('denied'); }, setItem: () => { throw new Error('denied'); }, removeItem: () => { throw new Error('denied'); } });
  const denied = await page();
  denied.set('c', 'Hello');
  await denied.flush();
  await denied.reload('c');
  expect(denied.of('c').value).toBe('Hello');
});
