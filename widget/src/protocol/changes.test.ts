import * as v from 'valibot';
import { expect, test } from 'vitest';
import { emojiSchema } from './changes.ts';

test('a reaction is one emoji, and no name that means something to an object', () => {
  for (const emoji of ['👍', '❤️', '👩‍👩‍👧‍👦', '🇵🇹', '1️⃣']) expect(v.is(emojiSchema, emoji), emoji).toBe(true);
  for (const text of ['__proto__', 'constructor', 'prototype', 'toString', '', 'a', '👍👍', '<b>', ' 👍']) expect(v.is(emojiSchema, text), text).toBe(false);
});
