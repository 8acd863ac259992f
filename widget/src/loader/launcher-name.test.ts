import { expect, test } from 'vitest';
import { en } from '../locales/en.ts';
import { fetchedLanguages, textsIn } from '../locales/languages.ts';
import { askedNames, launcherName, launcherNames } from './launcher-name.ts';

test('the launcher of the script is named as the chat’s own, in every language', async () => {
  const own = Object.fromEntries(await Promise.all(fetchedLanguages.map(async (language) => [language, (await textsIn(language)).openChat])));
  expect(launcherNames).toEqual({ en: en.openChat, ...own });
});

test.each([['#foyer-join=', 'joinGroup'], ['#foyer-link=', 'linkDevice']] as const)('on a page whose address ends with %s it says what it leads to in the chat’s own words, in every language', async (fragment, text) => {
  const own = Object.fromEntries(await Promise.all(fetchedLanguages.map(async (language) => [language, (await textsIn(language))[text]])));
  expect(new Map(askedNames).get(fragment)).toEqual({ en: en[text], ...own });
});

test('the first language that there is counts, English if none', () => {
  expect(launcherName(['pl', 'fr-CA', 'de'])).toBe('Ouvrir le chat');
  expect(launcherName(['constructor', ''])).toBe('Open chat');
});
