import { expect, test } from 'vitest';
import { fillReply } from './canned-reply-text.ts';

const values = { visitor: 'Ada', agent: 'Sam', site: 'Shop' };

test('every place of a variable is filled in', () => {
  expect(fillReply('Hello {visitor.name}, {visitor.name}! {agent.name} of {site}', values)).toBe('Hello Ada, Ada! Sam of Shop');
});

test('what is no variable, or has no value, stays visible', () => {
  expect(fillReply('{visitor.email} {Site} { site } {} {constructor} {visitor.name', values)).toBe('{visitor.email} {Site} { site } {} {constructor} {visitor.name');
  expect(fillReply('Hello {visitor.name}', { ...values, visitor: '' })).toBe('Hello {visitor.name}');
});

test('a value is text: it fills in nothing itself, and means nothing to a pattern', () => {
  expect(fillReply('{visitor.name} {site}', { ...values, visitor: '{site} $& $1' })).toBe('{site} $& $1 Shop');
});
