import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('work on one thing is done in the order of asking, also after a failure; work on another does not wait for it', async () => {
  const turns = new Turns();
  const done: string[] = [];
  const slow = Promise.withResolvers<void>();
  const first = turns.take(1, async () => { await slow.promise; done.push('first'); throw new Error('no'); });
  const second = turns.take(1, async () => { done.push('second'); return 2; });
  await turns.take(2, async () => { done.push('other'); });
  slow.resolve();
  await expect(first).rejects.toThrow('no');
  expect(await second).toBe(2);
  expect(done).toEqual(['other', 'first', 'second']);
});
