import { readDevice } from '@foyer-chat/widget/parts';

const languages = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });

/** "Portuguese (Brazil)" for `pt-BR`; the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** "Firefox, Android" from what a browser calls itself; a name that somebody gave stays as it is. */
export function deviceName(label: string): string {
  const { name, browser = 'Browser', system } = readDevice(label);
  return name ?? [browser, system].filter(Boolean).join(', ');
}

/** An address without what everybody knows of it. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
