import { expect, test } from 'vitest';
import { en } from '../locales/en.ts';
import { fetchedLanguages, textsIn } from '../locales/languages.ts';
import { joinNames, launcherName, launcherNames } from './launcher-name.ts';

test('the launcher of the script is named as the chat’s own, in every language', async () => {
  const own = Object.fromEntries(await Promise.all(fetchedLanguages.map(async (language) => [language, (await textsIn(language)).openChat])));
  expect(launcherNames).toEqual({ en: en.openChat, ...own });
});

test('on a page that invites to a group it says so in the chat’s own words, in every language', async () => {
  const own = Object.fromEntries(await Promise.all(fetchedLanguages.map(async (language) => [language, (await textsIn(language)).joinGroup])));
  expect(joinNames).toEqual({ en: en.joinGroup, ...own });
  expect(launcherName(['de-AT'], joinNames)).toBe('Einer Gruppe beitreten');
});

test('the first language that there is counts, English if none', () => {
  expect(launcherName(['pl', 'fr-CA', 'de'])).toBe('Ouvrir le chat');
  expect(launcherName(['constructor', ''])).toBe('Open chat');
});
