import { expect, test } from 'vitest';
import { errorBodyOf } from './error-messages.ts';
import { errorTable, FoyerError, isErrorCode } from './errors.ts';

test('a code that a client may repeat closes with a code that its provider does not take as final', () => {
  for (const [code, row] of Object.entries(errorTable)) {
    expect(row.status, code).toBeGreaterThanOrEqual(400);
    expect(row.closeCode, code).toBeGreaterThanOrEqual(4400);
    if (row.closeCode >= 4500) expect(row.retry, code).toBe(true);
  }
});

test('an error crosses the wire with its code and loses nothing a client acts on', () => {
  const error = new FoyerError('rate-limited', { retryAfterMs: 800 });
  expect(JSON.parse(JSON.stringify(errorBodyOf(error)))).toEqual({ code: 'rate-limited', message: 'Too many at once. Try again in a moment.', retryAfterMs: 800 });
  expect(errorBodyOf(new FoyerError('not-found', { message: 'There is no such page.' }))).toEqual({ code: 'not-found', message: 'There is no such page.' });
});

test('names of object members are no error codes', () => {
  expect(isErrorCode('constructor')).toBe(false);
  expect(isErrorCode('__proto__')).toBe(false);
});
