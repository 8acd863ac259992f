import { expect, test } from 'vitest';
import type { MessageStatus, TimelineItem } from '../../../client/api.ts';
import { Announcer } from './announcer.ts';

const theirs = (seq: number, text = `Line ${seq}`): TimelineItem => ({ key: `seq:${seq}`, own: false, message: { seq, clientId: 'c', from: 'ana', at: 1, content: { kind: 'text', text } } });
const mine = (clientId: string, status: MessageStatus, seq = 0): TimelineItem => ({ key: `me:${clientId}`, own: true, status, message: { seq, clientId, from: 'me', at: 1, content: { kind: 'text', text: 'Mine' } } });
const nameOf = (user: string): string => (user === 'ana' ? 'Ana' : user);

test('what is there at first and what history brings is not announced', () => {
  const announcer = new Announcer();
  expect(announcer.next([theirs(5), theirs(6)], nameOf)).toBeUndefined();
  expect(announcer.next([theirs(3), theirs(4), theirs(5), theirs(6)], nameOf)).toBeUndefined();
});

test('a new message is announced once with its author, several as a count', () => {
  const announcer = new Announcer();
  announcer.next([theirs(1)], nameOf);
  expect(announcer.next([theirs(1), theirs(2, 'Hello')], nameOf)).toEqual({ polite: 'Ana: Hello', status: '', alert: '' });
  expect(announcer.next([theirs(1), theirs(2, 'Hello')], nameOf)).toBeUndefined();
  expect(announcer.next([1, 2, 3, 4].map((seq) => theirs(seq)), nameOf)?.polite).toBe('2 new messages');
});

test('an own message is announced as sent, once, and never by its text', () => {
  const announcer = new Announcer();
  announcer.next([theirs(1)], nameOf);
  expect(announcer.next([theirs(1), mine('a', 'queued')], nameOf)).toBeUndefined();
  expect(announcer.next([theirs(1), mine('a', 'sent', 2)], nameOf)).toEqual({ polite: '', status: 'Sent', alert: '' });
  expect(announcer.next([theirs(1), mine('a', 'delivered', 2)], nameOf)).toBeUndefined();
});

test('a failure is an alert', () => {
  const announcer = new Announcer();
  announcer.next([mine('a', 'queued')], nameOf);
  expect(announcer.next([mine('a', 'failed')], nameOf)).toEqual({ polite: '', status: '', alert: 'Failed' });
});
