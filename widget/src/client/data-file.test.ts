import { expect, test } from 'vitest';
import type { DataPage } from '../protocol/own.ts';
import { DataFile } from './data-file.ts';

async function documentOf(...pages: DataPage[]): Promise<{ data: unknown; type: string; messages: number }> {
  const file = new DataFile();
  for (const page of pages) file.add(page);
  const blob = file.end();
  return { data: JSON.parse(await blob.text()), type: blob.type, messages: file.messages };
}
const user = { uid: 'ada-0000', name: 'Ada "the first" \n' };

test('of somebody who has said nothing there is who they are', async () => {
  expect(await documentOf({ user, devices: [], conversations: [] })).toEqual({ data: { user, devices: [], conversations: [] }, type: 'application/octet-stream', messages: 0 });
});

test('pages become one document, in which a conversation that goes on is one, and nothing but where pages end is left out', async () => {
  const [a, b, c] = ['conversation-a', 'conversation-b', 'conversation-c'] as const;
  const { data, messages } = await documentOf(
    { user, language: null, conversations: [{ id: a, title: '', messages: [] }, { id: b, title: '"b"', messages: [{ seq: 1 }, { seq: 4 }] }], next: '7.4' },
    { conversations: [{ id: b, title: '"b"', messages: [{ seq: 5 }] }], next: '7.5' },
    { conversations: [{ id: b, title: '"b"', messages: [] }, { id: c, messages: [{ seq: 1, content: { kind: 'text', text: 'a\u2028b' } }] }] },
  );
  expect(data).toEqual({
    user, language: null,
    conversations: [{ id: a, title: '', messages: [] }, { id: b, title: '"b"', messages: [{ seq: 1 }, { seq: 4 }, { seq: 5 }] }, { id: c, messages: [{ seq: 1, content: { kind: 'text', text: 'a\u2028b' } }] }],
  });
  expect(messages).toBe(4);
});
