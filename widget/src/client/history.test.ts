import { expect, test } from 'vitest';
import { noContent } from '../protocol/content.ts';
import type { Message, Snapshot } from '../protocol/records.ts';
import { History, jump, mergeMessage, type StoredCopy } from './history.ts';
import { MemoryKeyValue } from './key-value.ts';

const message = (seq: number, text?: string): Message => text === undefined
  ? { seq, clientId: '', from: '', at: seq, content: noContent }
  : { seq, clientId: `c${seq}`, from: 'user-other', at: seq, content: { kind: 'text', text } };
const snapshot = (version: number, messages: Message[]): Snapshot => ({
  id: 'conversation-1', kind: 'direct', title: '', version, lastSeq: messages.at(-1)?.seq ?? 0, people: [], watermarks: { deliveredSeq: 0, readSeq: 0 }, messages,
});

test('an expired husk never takes away what the device has; a deletion does; an edit wins', () => {
  const stored = message(1, 'kept');
  expect(mergeMessage(stored, message(1))).toBe(stored);
  const deleted = { ...message(1), deletedAt: 5 };
  expect(mergeMessage(stored, deleted)).toBe(deleted);
  expect(mergeMessage(stored, message(1, 'edited')).content).toEqual({ kind: 'text', text: 'edited' });
  expect(mergeMessage(deleted, message(1))).toEqual(message(1));
});

test('after a jump the older pages are kept aside, and watermarks do not go back', () => {
  const before: StoredCopy = { snapshot: { ...snapshot(9, [message(1, 'a'), message(2, 'b')]), watermarks: { deliveredSeq: 2, readSeq: 1 } }, older: [] };
  const after = jump(before, snapshot(400, [message(2), message(3, 'c')]));
  expect(after.older.map(({ seq }) => seq)).toEqual([1]);
  expect(after.snapshot.messages.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'b' }, { kind: 'text', text: 'c' }]);
  expect(after.snapshot.watermarks).toEqual({ deliveredSeq: 2, readSeq: 1 });
});

test('the newest 500 messages stay on the device, and saving resolves when the newest copy is there', async () => {
  const history = new History(new MemoryKeyValue());
  const many = Array.from({ length: 600 }, (_, index) => message(index + 1, 'x'));
  void history.save({ snapshot: snapshot(1, many.slice(0, 3)), older: [] });
  await history.save({ snapshot: snapshot(2, many), older: [] });
  const copy = await history.load('conversation-1');
  expect(copy?.snapshot.version).toBe(2);
  expect(copy?.snapshot.messages.map(({ seq }) => seq)).toEqual(many.slice(100).map(({ seq }) => seq));
});

test('a stored value of another shape counts as none', async () => {
  const values = new MemoryKeyValue();
  await values.set('conversation-1', { snapshot: 'no' });
  expect(await new History(values).load('conversation-1')).toBeUndefined();
});
