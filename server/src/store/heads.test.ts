import { expect, test } from 'vitest';
import { isSettleDue, type Head } from './heads.ts';

test('busy conversations settle one after the other, each once in 64 messages', () => {
  const turns = 64;
  const conversations = Array.from({ length: turns }, (_, index) => ({ id: 1000 + index, head: { version: 0, lastSeq: 0, settledSeq: 0, activeAt: 0 } as Head }));
  for (let seq = 1; seq <= 3 * turns; seq += 1) {
    for (const { head } of conversations) head.lastSeq = seq;
    const due = conversations.filter(({ id, head }) => isSettleDue(id, head));
    expect(due, `at message ${seq}`).toHaveLength(1);
    for (const { head } of due) head.settledSeq = seq;
  }
});

test('a conversation that counted on by several messages is due when its turn was among them', () => {
  const head: Head = { version: 0, lastSeq: 70, settledSeq: 3, activeAt: 0 };
  expect(isSettleDue(64, head)).toBe(true);
  expect(isSettleDue(64, { ...head, settledSeq: 64 })).toBe(false);
});
