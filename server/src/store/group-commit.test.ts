import { expect, test, vi } from 'vitest';
import { GroupCommit } from './group-commit.ts';

function slowCommit(change: Partial<ConstructorParameters<typeof GroupCommit<number, number>>[0]> = {}) {
  const groups: { writes: readonly number[]; done(): void }[] = [];
  const commits = new GroupCommit<number, number>({
    gatherMs: { min: 2, perWrite: 2, max: 6 }, maxWaiting: 8, maxWaitMs: 1_000, maxGroup: 4, maxFlying: 1, ...change,
    commit: (writes) => new Promise((resolve) => {
      groups.push({ writes, done: () => { resolve(writes.map((value) => ({ ok: true, value: value * 10 }))); } });
    }),
  });
  return { commits, groups };
}

test('writes of a moment share a commit, and the next grows while it is under way', async () => {
  vi.useFakeTimers();
  const { commits, groups } = slowCommit();
  const answers = [1, 2].map((value) => commits.add(value));
  await vi.advanceTimersByTimeAsync(2);
  answers.push(...[3, 4, 5].map((value) => commits.add(value)));
  await vi.advanceTimersByTimeAsync(50);
  expect(groups.map(({ writes }) => writes)).toEqual([[1, 2]]);
  groups[0]?.done();
  await vi.advanceTimersByTimeAsync(0);
  groups[1]?.done();
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50]);
  expect(groups[1]?.writes).toEqual([3, 4, 5]);
  vi.useRealTimers();
});

test('after a large group the next waits longer for company, after a small one it does not', async () => {
  vi.useFakeTimers();
  const { commits, groups } = slowCommit({ maxGroup: 100 });
  const launchedAfter = async (writes: number): Promise<number> => {
    const answers = Array.from({ length: writes }, (_, value) => commits.add(value));
    const before = groups.length;
    let waitedMs = 0;
    for (; groups.length === before; waitedMs += 1) await vi.advanceTimersByTimeAsync(1);
    groups.at(-1)?.done();
    await Promise.all(answers);
    return waitedMs;
  };
  expect([await launchedAfter(2), await launchedAfter(8), await launchedAfter(1), await launchedAfter(1)]).toEqual([2, 4, 6, 2]);
  vi.useRealTimers();
});

test('what came while a group was under way has waited already when that is back', async () => {
  vi.useFakeTimers();
  const { commits, groups } = slowCommit();
  const first = commits.add(1);
  await vi.advanceTimersByTimeAsync(2);
  const second = commits.add(2);
  await vi.advanceTimersByTimeAsync(1);
  groups[0]?.done();
  expect(await first).toBe(10);
  expect(groups.length).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(groups.length).toBe(2);
  groups[1]?.done();
  expect(await second).toBe(20);
  vi.useRealTimers();
});

test('more writes than may wait are refused at once, and those before them are not harmed', async () => {
  vi.useFakeTimers();
  const { commits, groups } = slowCommit({ maxGroup: 100 });
  const answers = Array.from({ length: 8 }, (_, value) => commits.add(value));
  await expect(commits.add(9)).rejects.toMatchObject({ code: 'overloaded' });
  await vi.advanceTimersByTimeAsync(2);
  groups[0]?.done();
  expect(await Promise.all(answers)).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
  vi.useRealTimers();
});

test('while one waits too long more are refused, and once it is answered they are taken again', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  const { commits, groups } = slowCommit();
  const first = commits.add(1);
  await vi.advanceTimersByTimeAsync(1_000);
  const second = commits.add(2);
  await vi.advanceTimersByTimeAsync(2);
  await expect(commits.add(3)).rejects.toMatchObject({ code: 'overloaded' });
  groups[0]?.done();
  expect(await first).toBe(10);
  const third = commits.add(3);
  groups[1]?.done();
  expect(await second).toBe(20);
  await vi.advanceTimersByTimeAsync(2);
  groups[2]?.done();
  expect(await third).toBe(30);
  vi.useRealTimers();
});
