import { setTimeout as delay } from 'node:timers/promises';

/** Resolves with the first value that is not `undefined` or `false`; rejects, naming what it waited for, after `deadlineMs`. */
export async function until<T>(what: string, deadlineMs: number, probe: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const endAt = performance.now() + deadlineMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > endAt) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
    await delay(10);
  }
}
