import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ConversationHandle, TimelineItem } from '../../../client/api.ts';
import { FoyerError } from '../../../protocol/errors.ts';
import { MessageCommands } from './message-commands.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const item: TimelineItem = { key: 'me:a', own: true, status: 'sent', message: { seq: 7, clientId: 'a', from: 'me', at: 1, content: { kind: 'text', text: 'Hello' }, reactions: { '👍': ['ana'] } } };

function setUp(answer: () => Promise<void> = () => Promise.resolve()) {
  const calls: unknown[][] = [];
  const note = (name: string) => (...args: unknown[]) => { calls.push([name, ...args]); return answer(); };
  const conversation = { delete: note('delete'), discard: note('discard'), react: note('react') } as unknown as ConversationHandle;
  const told: string[] = [];
  const commands = new MessageCommands({ me: () => 'me', changed: () => undefined, tell: (outcome) => { told.push(outcome); } });
  return { commands, conversation, calls, told };
}

test('a deletion goes to the server after five seconds, and not at all when it is taken back', async () => {
  const { commands, conversation, calls } = setUp();
  commands.delete(conversation, item);
  expect(commands.isLeaving(item.message)).toBe(true);
  await vi.advanceTimersByTimeAsync(4_900);
  commands.undo(item.message);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(commands.isLeaving(item.message)).toBe(false);
  expect(calls).toEqual([]);

  commands.delete(conversation, item);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls).toEqual([['delete', 7]]);
});

test('what could not be sent is given up after five seconds, and not at all when it is taken back', async () => {
  const { commands, conversation, calls } = setUp();
  const failed: TimelineItem = { ...item, status: 'failed', message: { ...item.message, seq: 0 } };
  commands.delete(conversation, failed);
  expect(commands.isLeaving(failed.message)).toBe(true);
  commands.undo(failed.message);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toEqual([]);

  commands.delete(conversation, failed);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls).toEqual([['discard', 'a']]);
});

test('leaving the thread deletes at once what was deleted', async () => {
  const { commands, conversation, calls } = setUp();
  commands.delete(conversation, item);
  commands.flush();
  expect(calls).toEqual([['delete', 7]]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calls).toHaveLength(1);
});

test('a deletion that the server refuses is told of, and the message is back', async () => {
  const { commands, conversation, told } = setUp(() => Promise.reject(new Error('offline')));
  commands.delete(conversation, item);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(commands.isLeaving(item.message)).toBe(false);
  expect(told).toEqual(['notDone']);
});

test('a reaction shows at once, stays until the thread has it, and goes when it is refused', async () => {
  const { commands, conversation, calls } = setUp();
  void commands.react(conversation, item, '👍');
  expect(commands.reactionsOf(item.message)).toEqual({ '👍': ['ana', 'me'] });
  await vi.advanceTimersByTimeAsync(0);
  expect(commands.reactionsOf(item.message)).toEqual({ '👍': ['ana', 'me'] });
  const confirmed = { ...item, message: { ...item.message, reactions: { '👍': ['ana', 'me'] } } };
  expect(commands.reactionsOf(confirmed.message)).toEqual({ '👍': ['ana', 'me'] });
  void commands.react(conversation, confirmed, '👍');
  expect(commands.reactionsOf(confirmed.message)).toEqual({ '👍': ['ana'] });
  expect(calls).toEqual([['react', 7, '👍', true], ['react', 7, '👍', false]]);

  const refused = setUp(() => Promise.reject(new Error('offline')));
  void refused.commands.react(refused.conversation, item, '🎉');
  expect(refused.commands.reactionsOf(item.message)).toEqual({ '👍': ['ana'], '🎉': ['me'] });
  await vi.advanceTimersByTimeAsync(0);
  expect(refused.commands.reactionsOf(item.message)).toEqual({ '👍': ['ana'] });
  expect(refused.told).toEqual(['notDone']);
});

test('a reaction that is one too many is told of in words of its own', async () => {
  const { commands, conversation, told } = setUp(() => Promise.reject(new FoyerError('too-many-reactions')));
  await commands.react(conversation, item, '🎉');
  expect(told).toEqual(['tooManyReactions']);
  expect(commands.reactionsOf(item.message)).toEqual({ '👍': ['ana'] });
});
