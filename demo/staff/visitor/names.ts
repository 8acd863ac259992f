const languages = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });

/** "Portuguese (Brazil)" for `pt-BR`; the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const browsers: [RegExp, string][] = [
  [/Edg(?:A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/(?:Firefox|FxiOS)\//, 'Firefox'], [/(?:Chrome|CriOS)\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
];

/** "Firefox, Android" from what a browser calls itself, whole or shortened; a name that somebody gave stays as it is. */
export function deviceName(label: string): string {
  if (!/^(Mozilla\/|\()/.test(label)) return label || 'Browser';
  const find = (table: [RegExp, string][]): string | undefined => table.find(([pattern]) => pattern.test(label))?.[1];
  return [find(browsers) ?? 'Browser', find(systems)].filter(Boolean).join(', ');
}

/** An address without what everybody knows of it. */
export const shortUrl = (url: string): string => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
