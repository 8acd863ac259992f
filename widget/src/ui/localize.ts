import { en, type TextKey, type Texts } from '../locales/en.ts';

const texts: Texts = en;
/** The language of the texts, as a tag. */
export const language = 'en';

/** A text of the interface by its key, with values in the places of `{name}`. */
export function localize(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
