import { expect, test } from 'vitest';
import { en, type TextKey } from '../locales/en.ts';
import { screenTexts } from '../locales/en-screens.ts';
import { threadTexts } from '../locales/en-thread.ts';
import { choose, fetchedLanguages, textsIn } from '../locales/languages.ts';
import { Localizer } from './localizer.ts';

const forms = (text: string | Partial<Record<Intl.LDMLPluralRule, string>>): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const keys = Object.keys(en) as TextKey[];

test.each(fetchedLanguages)('%s has every text, with the values of the English one and the plural forms of its own', async (language) => {
  const texts = await textsIn(language);
  expect(Object.keys(texts).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    const wanted = places(forms(en[key]).at(-1) ?? '');
    const text = texts[key];
    for (const form of forms(text)) {
      expect(form.trim(), `${language} ${key}`).not.toBe('');
      // "One message" may say it in a word.
      expect(wanted, `${language} ${key}`).toEqual(expect.arrayContaining(places(form)));
    }
    if (typeof text === 'string') { expect(places(text), `${language} ${key}`).toEqual(wanted); continue; }
    expect(places(text.other), `${language} ${key}`).toEqual(wanted);
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    expect(pluralCategories, `${language} ${key}`).toEqual(expect.arrayContaining(Object.keys(text)));
  }
});

test('the number chooses the plural form, and is written as the language writes numbers', async () => {
  const english = new Localizer({ texts: en, tag: 'en' });
  expect([0, 1, 2].map((count) => english.text('unreadCount', { count }, screenTexts))).toEqual(['0 unread messages', '1 unread message', '2 unread messages']);
  const arabic = new Localizer({ texts: await textsIn('ar'), tag: 'ar-EG' });
  expect([1, 2, 3, 11].map((count) => arabic.text('unreadCount', { count }, screenTexts)))
    .toEqual(['رسالة واحدة غير مقروءة', 'رسالتان غير مقروءتين', '٣ رسائل غير مقروءة', '١١ رسالة غير مقروءة']);
  expect([3, 99, 100].map((count) => arabic.badge(count))).toEqual(['٣', '٩٩', '٩٩+']);
  const german = new Localizer({ texts: await textsIn('de'), tag: 'de' });
  expect(german.text('tooLong', { count: 1234 }, screenTexts)).toBe('1.234 zu lang');
});

test('a site’s own text counts before ours, that for one language before that for all', () => {
  const own = { send: 'Post', unreadCount: { one: 'one new', other: '{count} new' }, de: { send: 'Ab die Post' } };
  const texts = ['en', 'de-AT'].map((tag) => new Localizer({ texts: en, tag, own }));
  expect(texts.map((localizer) => localizer.text('send'))).toEqual(['Post', 'Ab die Post']);
  expect(texts.map((localizer) => localizer.text('unreadCount', { count: 4 }, screenTexts))).toEqual(['4 new', '4 new']);
  expect(texts.map((localizer) => localizer.text('back'))).toEqual(['Back', 'Back']);
});

test('a screen brings its English, which counts after the texts of the site and of the language', async () => {
  const told = [{ texts: threadTexts, tag: 'en' }, { texts: threadTexts, tag: 'pl', own: { home: 'Początek' } }, { texts: await textsIn('de'), tag: 'de' }]
    .map((parts) => new Localizer(parts).text('home', undefined, screenTexts));
  expect(told).toEqual(['Home', 'Początek', 'Start']);
});

test('a name in a text that runs from right to left is isolated, and a place without a value stays', async () => {
  const arabic = new Localizer({ texts: await textsIn('ar'), tag: 'ar' });
  expect(arabic.dir).toBe('rtl');
  expect(arabic.text('isHere', { name: 'Ana' })).toContain('\u2068Ana\u2069');
  expect(new Localizer({ texts: en, tag: 'en' }).text('isHere')).toBe('{name} is here');
});

test('the region is the reader’s where the tag names none', () => {
  const day = Date.UTC(2026, 10, 24, 12);
  const readers = ['de', 'en-GB', 'en-US'];
  expect(new Localizer({ texts: en, tag: 'en', readers }).date(day, { dateStyle: 'short' })).toBe('24/11/2026');
  expect(new Localizer({ texts: en, tag: 'en-US', readers }).date(day, { dateStyle: 'short' })).toBe('11/24/26');
});

test('the first language of the list that there are texts in is chosen, English if none', () => {
  expect(choose(['pl', 'fr-CA', 'de'])).toEqual({ language: 'fr', tag: 'fr-CA' });
  expect(choose(['pl'])).toEqual({ language: 'en', tag: 'en' });
});
