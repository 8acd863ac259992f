import { localize } from '../localize-screen.ts';
import { readDevice } from './device-name.ts';

/** "Chrome on Linux", in the language of the element that is being updated. */
export function deviceText(label: string): string {
  const { name, browser = localize('unknownBrowser'), system } = readDevice(label);
  return name ?? (system === undefined ? browser : localize('deviceOn', { browser, system }));
}
