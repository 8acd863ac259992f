import type { Texts } from './en.ts';

/** The languages that are there beside English, each a module of its own that is fetched when somebody needs it. */
const modules = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  ja: async () => (await import('./ja.ts')).ja,
} as const satisfies Record<string, () => Promise<Texts>>;

type FetchedLanguage = keyof typeof modules;
export type Language = 'en' | FetchedLanguage;
export const fetchedLanguages = Object.keys(modules) as readonly FetchedLanguage[];
export const languages: readonly Language[] = ['en', ...fetchedLanguages];

/** Texts of a site's own: for every language, or under a language's code for that one alone. */
export type OwnTexts = Partial<Texts> & { readonly [L in Language]?: Partial<Texts> };

/** `de` of `de-AT`, whether there are texts in it or not. */
export const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

export const isLanguage = (language: string): language is Language => (languages as readonly string[]).includes(language);

export const textsIn = (language: FetchedLanguage): Promise<Texts> => modules[language]();

/** The first language of a list of tags in which there are texts, with its tag; English if none. */
export function choose(tags: readonly string[]): { language: Language; tag: string } {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (isLanguage(language)) return { language, tag };
  }
  return { language: 'en', tag: 'en' };
}
