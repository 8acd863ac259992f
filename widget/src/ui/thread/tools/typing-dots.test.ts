import { expect, test } from 'vitest';
import { TypingDots } from './typing-dots.ts';

function dots() {
  let now = 1_000;
  const typing = new TypingDots(() => undefined, () => now);
  return { typing, pass: (ms: number) => { now += ms; } };
}

test('the dots go in the update that brings the message, when the end of typing is heard first', () => {
  const { typing } = dots();
  expect(typing.next(['ana'], [])).toEqual(['ana']);
  expect(typing.next([], [])).toEqual(['ana']);
  expect(typing.next([], ['ana'])).toEqual([]);
  typing.reset();
});

test('the dots go with the message that is heard first, and come back only when typing begins anew', () => {
  const { typing } = dots();
  typing.next(['ana'], []);
  expect(typing.next(['ana'], ['ana'])).toEqual([]);
  expect(typing.next(['ana'], [])).toEqual([]);
  expect(typing.next([], [])).toEqual([]);
  expect(typing.next(['ana'], [])).toEqual(['ana']);
  typing.reset();
});

test('who stops without sending anything is gone after a moment; others stay', () => {
  const { typing, pass } = dots();
  typing.next(['ana', 'tom'], []);
  expect(typing.next(['tom'], [])).toEqual(['ana', 'tom']);
  pass(700);
  expect(typing.next(['tom'], [])).toEqual(['tom']);
  typing.reset();
});
