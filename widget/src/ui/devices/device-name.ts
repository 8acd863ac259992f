const browsers: readonly [RegExp, string][] = [
  [/Edg(?:A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/(?:Firefox|FxiOS)\//, 'Firefox'], [/(?:Chrome|CriOS)\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
];

const find = (table: readonly [RegExp, string][], label: string): string | undefined => table.find(([pattern]) => pattern.test(label))?.[1];

/** What a device is, from what its browser calls itself, whole or shortened; a `name` that somebody gave it stays as it is. What is not known is missing. */
export function readDevice(label: string): { name?: string; browser?: string | undefined; system?: string | undefined } {
  if (!/^(Mozilla\/|\()/.test(label)) return label === '' ? {} : { name: label };
  return { browser: find(browsers, label), system: find(systems, label) };
}
