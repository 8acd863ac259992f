import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkify } from './linkify.ts';

test('links and addresses are found, with the punctuation after them left alone', () => {
  expect(linkify('See https://a.example/x?y=1. Or (http://b.example/z), or write to me@c.example!')).toEqual([
    { kind: 'text', text: 'See ' },
    { kind: 'link', text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
    { kind: 'text', text: '. Or (' },
    { kind: 'link', text: 'http://b.example/z', href: 'http://b.example/z' },
    { kind: 'text', text: '), or write to ' },
    { kind: 'link', text: 'me@c.example', href: 'mailto:me@c.example' },
    { kind: 'text', text: '!' },
  ]);
});

test('an address has parts of bounded length, so that no text is searched again and again', () => {
  const links = (text: string) => linkify(text).filter(({ kind }) => kind === 'link').length;
  expect(links(`${'a'.repeat(64)}@${'b'.repeat(63)}.example`)).toBe(1);
  expect(links(`${'a'.repeat(65)}@b.example`)).toBe(0);
  expect(links(`a@${'b'.repeat(64)}.example`)).toBe(0);
});

test('punctuation and brackets after a link are left alone, however many', () => {
  expect(linkify(`http://a.example/x${').'.repeat(3_000)}`)[0]).toEqual({ kind: 'link', text: 'http://a.example/x', href: 'http://a.example/x' });
  expect(linkify('http://a.example/x_(y).')[0]).toEqual({ kind: 'link', text: 'http://a.example/x_(y)', href: 'http://a.example/x_(y)' });
});

test('no other scheme ever becomes a link', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'JaVaScRiPt:https', 'blob:https', 'file:///etc/passwd', ' java\nscript:alert(1)']) {
    expect(linkify(text).filter((part) => part.kind === 'link'), text).toEqual([]);
  }
});

test('the parts are the text, whatever it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    expect(linkify(text).map((part) => part.text).join('')).toBe(text);
  }));
});
