import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageStatus, TimelineItem } from '../../../client/api.ts';
import { Announcer } from './announcer.ts';

const theirs = (seq: number, text = `Line ${seq}`): TimelineItem => ({ key: `seq:${seq}`, own: false, message: { seq, clientId: 'c', from: 'ana', at: 1, content: { kind: 'text', text } } });
const mine = (clientId: string, status: MessageStatus, seq = 0): TimelineItem => ({ key: `me:${clientId}`, own: true, status, message: { seq, clientId, from: 'me', at: 1, content: { kind: 'text', text: 'Mine' } } });
const nameOf = (user: string): string => (user === 'ana' ? 'Ana' : user);

const changed = vi.fn();
const announcerOf = (isLoading = false) => new Announcer({ isLoading: () => isLoading, changed });

beforeEach(() => { vi.useFakeTimers(); changed.mockClear(); });
afterEach(() => { vi.useRealTimers(); });

test('what is there at first and what history brings is not announced', () => {
  const announcer = announcerOf();
  expect(announcer.next([theirs(5), theirs(6)], nameOf)).toBeUndefined();
  expect(announcer.next([theirs(3), theirs(4), theirs(5), theirs(6)], nameOf)).toBeUndefined();
});

test('what a thread loads into its emptiness is not announced, the first message of an empty one is', () => {
  let isLoading = true;
  const announcer = new Announcer({ isLoading: () => isLoading, changed });
  announcer.next([], nameOf);
  isLoading = false;
  expect(announcer.next([theirs(1)], nameOf)).toBeUndefined();
  announcer.reset();
  announcer.next([], nameOf);
  expect(announcer.next([theirs(1, 'Hello')], nameOf)?.polite).toBe('Ana: Hello');
});

test('a new message is announced once with its author, several as a count', () => {
  const announcer = announcerOf();
  announcer.next([theirs(1)], nameOf);
  expect(announcer.next([theirs(1), theirs(2, 'Hello')], nameOf)).toEqual({ polite: 'Ana: Hello', status: '', alert: '' });
  expect(announcer.next([theirs(1), theirs(2, 'Hello')], nameOf)).toBeUndefined();
  vi.advanceTimersByTime(2_000);
  expect(announcer.next([1, 2, 3, 4].map((seq) => theirs(seq)), nameOf)?.polite).toBe('2 new messages');
});

test('messages that follow closely are announced together, after a moment', () => {
  const announcer = announcerOf();
  announcer.next([theirs(1)], nameOf);
  expect(announcer.next([1, 2].map((seq) => theirs(seq)), nameOf)?.polite).toBe('Ana: Line 2');
  expect(announcer.next([1, 2, 3].map((seq) => theirs(seq)), nameOf)).toBeUndefined();
  const items = [1, 2, 3, 4].map((seq) => theirs(seq));
  expect(announcer.next(items, nameOf)).toBeUndefined();
  expect(changed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_500);
  expect(changed).toHaveBeenCalledOnce();
  expect(announcer.next(items, nameOf)?.polite).toBe('2 new messages');
});

test('the same words again are another text, which a screen reader says again', () => {
  const announcer = announcerOf();
  announcer.next([theirs(1)], nameOf);
  const first = announcer.next([theirs(1), theirs(2, 'ok')], nameOf)?.polite;
  vi.advanceTimersByTime(2_000);
  const second = announcer.next([theirs(1), theirs(2, 'ok'), theirs(3, 'ok')], nameOf)?.polite;
  vi.advanceTimersByTime(2_000);
  const third = announcer.next([theirs(1), theirs(2, 'ok'), theirs(3, 'ok'), theirs(4, 'ok')], nameOf)?.polite;
  expect([first, second, third].map((text) => text?.trim())).toEqual(['Ana: ok', 'Ana: ok', 'Ana: ok']);
  expect(first).not.toBe(second);
  expect(second).not.toBe(third);
});

test('an own message is announced as sent, once, and never by its text; the next one again', () => {
  const announcer = announcerOf();
  announcer.next([theirs(1)], nameOf);
  expect(announcer.next([theirs(1), mine('a', 'queued')], nameOf)).toBeUndefined();
  expect(announcer.next([theirs(1), mine('a', 'sent', 2), mine('b', 'queued')], nameOf)).toEqual({ polite: '', status: 'Sent', alert: '' });
  expect(announcer.next([theirs(1), mine('a', 'delivered', 2), mine('b', 'queued')], nameOf)).toBeUndefined();
  const again = announcer.next([theirs(1), mine('a', 'delivered', 2), mine('b', 'sent', 3)], nameOf)?.status;
  expect(again?.trim()).toBe('Sent');
  expect(again).not.toBe('Sent');
});

test('a failure is an alert', () => {
  const announcer = announcerOf();
  announcer.next([mine('a', 'queued')], nameOf);
  expect(announcer.next([mine('a', 'failed')], nameOf)).toEqual({ polite: '', status: '', alert: 'Failed' });
});
