import { expect, test, vi } from 'vitest';
import { FoyerError } from '../protocol/errors.ts';
import type { User } from '../protocol/records.ts';
import { ClientStars } from './stars.ts';
import { Store } from './store.ts';

const ada: User = { id: 'ada-00000', name: 'Ada', kind: 'visitor' };

/** A server that knows what is starred, and answers when it is let. */
function house() {
  const server = { seqs: [] as number[], refuses: undefined as FoyerError | undefined };
  const asked: string[] = [];
  const me = new Store<User | undefined>(ada);
  const isOnline = new Store(true);
  const request = (async ({ method, path, body }: { method: string; path: string; body?: { on: boolean } }) => {
    asked.push(`${method} ${path}`);
    await Promise.resolve();
    if (server.refuses) throw server.refuses;
    const seq = Number(path.split('/')[4]);
    if (method === 'PUT') server.seqs = body?.on ? [...server.seqs, seq] : server.seqs.filter((one) => one !== seq);
    return { seqs: server.seqs };
  }) as unknown as ConstructorParameters<typeof ClientStars>[0]['request'];
  const seen: number[][] = [];
  const stars = new ClientStars({ request, me, isOnline });
  return { server, asked, me, isOnline, stars, seen, follow: () => stars.follow('conversation-1', (seqs) => { seen.push([...seqs]); }) };
}

test('a star shows before the server has answered, and stays', async () => {
  const { stars, seen, follow } = house();
  follow();
  await vi.waitFor(() => { expect(seen).toEqual([[]]); });
  const setting = stars.set('conversation-1', 3, true);
  expect(seen.at(-1)).toEqual([3]);
  await setting;
  expect(seen.at(-1)).toEqual([3]);
});

test('what the server refuses is taken back', async () => {
  const { server, stars, seen, follow } = house();
  follow();
  await vi.waitFor(() => { expect(seen).toHaveLength(1); });
  server.refuses = new FoyerError('too-large');
  await expect(stars.set('conversation-1', 3, true)).rejects.toMatchObject({ code: 'too-large' });
  expect(seen.slice(1)).toEqual([[3], []]);
});

test('of two words on one message the later holds, whichever is answered first', async () => {
  const { stars, seen, follow } = house();
  follow();
  await vi.waitFor(() => { expect(seen).toHaveLength(1); });
  await Promise.all([stars.set('conversation-1', 3, true), stars.set('conversation-1', 3, false)]);
  expect(seen.at(-1)).toEqual([]);
  expect(seen.slice(1)).not.toContainEqual([3, 3]);
});

test('the server is asked anew when something has changed elsewhere, and when it could not be asked before, but not for who has left', async () => {
  const { server, asked, me, isOnline, seen, follow } = house();
  isOnline.set(false);
  const leave = follow();
  expect(asked).toEqual([]);
  isOnline.set(true);
  await vi.waitFor(() => { expect(seen).toEqual([[]]); });
  server.seqs = [7];
  me.set({ ...ada, name: 'Ada Lovelace' });
  me.set({ ...ada, stars: 1 });
  await vi.waitFor(() => { expect(seen.at(-1)).toEqual([7]); });
  expect(asked).toHaveLength(2);
  leave();
  me.set({ ...ada, stars: 2 });
  expect(asked).toHaveLength(2);
});
