import { expect, test, vi } from 'vitest';
import type { FoyerClient, ListTools } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { ListActs } from './list-acts.ts';

/** A list whose tools come as `answer` says. */
function list(answer: { tools: () => Promise<ListTools> }): ListActs {
  const host = { addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined, updateComplete: Promise.resolve(true) };
  return new ListActs(host, () => ({ listTools: () => answer.tools() }) as FoyerClient);
}

const marking = (markRead: (id: string) => void) => async (): Promise<ListTools> => ({ arrange: () => undefined, markRead, search: async () => ({ hits: [] }) }) as unknown as ListTools;

test('tools that could not be fetched are offline, and once they are there the same is done', async () => {
  const read: string[] = [];
  const answer = { tools: async (): Promise<ListTools> => { throw new FoyerError('offline'); } };
  const acts = list(answer);
  acts.markRead('conversation-1');
  await vi.waitFor(() => { expect(acts.fault).toBe('offline'); });
  answer.tools = marking((id) => { read.push(id); });
  acts.retry();
  await vi.waitFor(() => { expect(read).toEqual(['conversation-1']); });
  expect(acts.fault).toBeUndefined();
});

test('a fault of ours is not called a lost connection', async () => {
  const broken = (): never => { throw new TypeError('a fault'); };
  for (const tools of [async () => broken(), marking(broken)]) {
    const acts = list({ tools });
    acts.markRead('conversation-1');
    await vi.waitFor(() => { expect(acts.fault).toBe('internal'); });
  }
});
