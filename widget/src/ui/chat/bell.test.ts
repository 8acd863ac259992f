import { expect, test } from 'vitest';
import type { FoyerClient, Summary } from '../../client/api.ts';
import { Store } from '../../client/store.ts';
import { Bell } from './bell.ts';
import type { PreferenceStore } from './preferences.ts';

const summary = (id: string, at: number, change: Partial<Summary> = {}): Summary => ({
  id, kind: 'direct', title: '', version: 1, lastSeq: 1, people: [], watermarks: { deliveredSeq: 1, readSeq: 0 }, unread: 1,
  lastMessage: { seq: 1, clientId: 'c', from: 'somebody', at, content: { kind: 'text', text: 'Hello' } }, ...change,
});

test('the newest unread message is previewed, unless its conversation is muted', () => {
  const preferences = { value: { dismissedAt: 0, mutedUntil: 0 } } as PreferenceStore;
  const bell = new Bell({ site: () => 'shop', preferences: () => preferences, isReading: () => false, isCounted: () => false, onOpen: () => undefined });
  const clientWith = (...conversations: Summary[]) => ({ inbox: new Store({ conversations, unread: 0 }), me: new Store({ id: 'me' }) }) as unknown as FoyerClient;
  expect(bell.preview(clientWith(summary('older', 1), summary('newer', 2)))?.id).toBe('newer');
  expect(bell.preview(clientWith(summary('older', 1), summary('newer', 2, { mutedUntil: Date.now() + 60_000 })))?.id).toBe('older');
  expect(bell.preview(clientWith(summary('newer', 2, { mutedUntil: Date.now() - 1 })))?.id).toBe('newer');
});
