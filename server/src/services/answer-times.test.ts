import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { AnswerTimes } from './answer-times.ts';

function times(...answers: number[][]) {
  let now = 0;
  let asked = 0;
  const handling = {
    answerTimes: async () => {
      asked += 1;
      const next = answers.shift();
      if (!next) throw new Error('The database cannot be asked.');
      return next;
    },
  } as unknown as Store['handling'];
  return { usual: new AnswerTimes({ store: { handling }, clock: { now: () => now } }), asked: () => asked, pass: (ms: number) => { now += ms; } };
}

test('what is usual is the median of what was timed, and nothing where that is too little or cannot be had', async () => {
  expect(await times([1, 100, 3, 2, 50]).usual.usual(1)).toBe(3);
  expect(await times([1, 2, 3, 4]).usual.usual(1)).toBeUndefined();
  expect(await times().usual.usual(1)).toBeUndefined();
});

test('a site is asked about once in ten minutes, whoever asks', async () => {
  const { usual, asked, pass } = times([1, 1, 1, 1, 1], [2, 2, 2, 2, 2], [3, 3, 3, 3, 3]);
  expect(await Promise.all([usual.usual(1), usual.usual(1), usual.usual(2)])).toEqual([1, 1, 2]);
  pass(599_999);
  expect([await usual.usual(1), asked()]).toEqual([1, 2]);
  pass(1);
  expect([await usual.usual(1), asked()]).toEqual([3, 3]);
});
