import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { contextRequestSchema, shortcutSchema, storedUrl } from './desk.ts';
import * as limits from './limits.ts';

test('an address is kept without fragment and credentials, and only of the web', () => {
  expect(storedUrl('https://ada:secret@shop.example/a?b=1#c')).toBe('https://shop.example/a?b=1');
  expect(storedUrl('http://shop.example')).toBe('http://shop.example/');
  for (const address of ['', 'shop.example', '/cart', 'about:blank', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'blob:https://shop.example/1']) {
    expect(storedUrl(address), address).toBeUndefined();
  }
  expect(storedUrl(`https://shop.example/${'ü'.repeat(limits.urlMaxLength)}`)).toBeUndefined();
});

test('of whatever address, what is kept is kept as it is when it is kept again', () => {
  fc.assert(fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
    const kept = storedUrl(address);
    expect(kept).toBeDefined();
    expect(kept).not.toContain('#');
    expect(storedUrl(kept ?? '')).toBe(kept);
  }));
});

test('a context is flat: names to strings, numbers and booleans', () => {
  const isFine = (context: unknown) => v.is(contextRequestSchema, { context });
  const names = fc.stringMatching(/^[a-z][a-z0-9 _.-]{0,20}$/);
  const flat = fc.dictionary(names, fc.oneof(fc.string({ maxLength: 20 }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()), { maxKeys: limits.contextMaxKeys, noNullPrototype: true });
  fc.assert(fc.property(flat, (context) => { expect(isFine(context)).toBe(true); }));
  fc.assert(fc.property(names, fc.oneof(fc.constant(null), fc.array(fc.integer()), fc.object(), fc.constantFrom(Infinity, Number.NaN)), (name, value) => { expect(isFine({ [name]: value })).toBe(false); }));
});

test('a shortcut is one word in small letters', () => {
  expect(v.parse(shortcutSchema, ' Grüße_2 ')).toBe('grüße_2');
  for (const shortcut of ['', 'two words', '/slash', 'a.b', 'x'.repeat(33)]) expect(v.is(shortcutSchema, shortcut), shortcut).toBe(false);
});
