import { expect, test, vi } from 'vitest';
import type { ConversationHandle } from '../../client/api.ts';
import { Layers, type ThreadLayer } from './layers.ts';

const handle = (id: string) => ({ id, close: vi.fn<() => void>() }) as unknown as ConversationHandle & { close: ReturnType<typeof vi.fn> };

test('a conversation is closed when its thread leaves the stack, not while something lies on it', () => {
  const onChange = vi.fn<() => void>();
  const layers = new Layers(onChange);
  const conversation = handle('a');
  layers.reset({ name: 'home' });
  layers.push({ name: 'thread', target: { id: 'a' }, conversation });
  layers.push({ name: 'info', conversation });
  expect(layers.pop()).toBe(true);
  expect(conversation.close).not.toHaveBeenCalled();
  expect(layers.pop()).toBe(true);
  expect(conversation.close).toHaveBeenCalledOnce();
  expect(layers.pop()).toBe(false);
  expect(onChange).toHaveBeenCalledTimes(5);
});

test('what was opened for a layer that has left meanwhile is not put back', () => {
  const layers = new Layers(() => undefined);
  const opening: ThreadLayer = { name: 'thread', target: { support: true } };
  layers.reset(opening);
  layers.reset({ name: 'home' });
  expect(layers.replace(opening, { ...opening, conversation: handle('a') })).toBe(false);
  expect(layers.stack).toEqual([{ name: 'home' }]);
});
