import type { ScreenTexts, TextKey, Texts, ThreadTextKey } from '../locales/en.ts';
import { languageOf, type Language, type OwnTexts } from '../locales/languages.ts';

export type TextValues = Readonly<Record<string, string | number>>;

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
/** The clock is the reader's own, whatever the language. */
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();

/** English without the texts of screens, or all texts of another language. */
export type KnownTexts = Pick<Texts, ThreadTextKey> & Partial<Texts>;

interface LocalizerParts {
  texts: KnownTexts;
  /** What language the texts are in, with the region where one was named: `de-AT`. */
  tag: string;
  own?: OwnTexts;
  /** The reader's languages: their region says how dates and numbers of a tag without one are written. */
  readers?: readonly string[];
}

/** A language: its texts, and how it writes numbers, times and plurals. Never changes. */
export class Localizer {
  readonly tag: string;
  readonly dir: 'ltr' | 'rtl';
  readonly #texts: KnownTexts;
  readonly #own: OwnTexts;
  readonly #language: string;
  readonly #region: string;
  readonly #dates = new Map<string, Intl.DateTimeFormat>();
  #plurals: Intl.PluralRules | undefined;
  #numbers: Intl.NumberFormat | undefined;
  #relative: Intl.RelativeTimeFormat | undefined;

  constructor({ texts, tag, own = {}, readers = [] }: LocalizerParts) {
    this.tag = tag;
    this.#texts = texts;
    this.#own = own;
    this.#language = languageOf(tag);
    this.dir = rightToLeft.has(this.#language) ? 'rtl' : 'ltr';
    this.#region = tag.includes('-') ? tag : readers.find((reader) => languageOf(reader) === this.#language) ?? tag;
  }

  /** A text by its key, with values in the places of `{name}` and in the plural form that `count` asks for. Screens bring their English. */
  text(key: ThreadTextKey, values?: TextValues): string;
  text(key: TextKey, values: TextValues | undefined, english: ScreenTexts): string;
  text(key: TextKey, values: TextValues = {}, english: Partial<Texts> = {}): string {
    const text = this.#own[this.#language as Language]?.[key] ?? this.#own[key] ?? this.#texts[key] ?? english[key] ?? '';
    const form = typeof text === 'string' ? text : text[(this.#plurals ??= new Intl.PluralRules(this.tag)).select(Number(values['count']))] ?? text.other;
    return form.replace(/\{(\w+)\}/g, (place, name: string) => this.#value(values[name]) ?? place);
  }

  number(value: number): string { return (this.#numbers ??= new Intl.NumberFormat(this.#region)).format(value); }

  /** A count that stands in a badge: at most 99+. */
  badge(count: number): string { return count > 99 ? `${this.number(99)}+` : this.number(count); }

  relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
    return (this.#relative ??= new Intl.RelativeTimeFormat(this.#region, { numeric: 'auto' })).format(value, unit);
  }

  clock(at: number): string {
    return this.date(at, { hour: hourCycle?.startsWith('h1') ? 'numeric' : '2-digit', minute: '2-digit', ...(hourCycle ? { hourCycle } : {}) });
  }

  date(at: number, options: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(options);
    let format = this.#dates.get(key);
    if (!format) this.#dates.set(key, format = new Intl.DateTimeFormat(this.#region, options));
    return format.format(at);
  }

  /** A name keeps to itself in a text that runs the other way (Unicode's isolates). */
  #value(value: string | number | undefined): string | undefined {
    if (typeof value === 'number') return this.number(value);
    return value !== undefined && this.dir === 'rtl' ? `\u2068${value}\u2069` : value;
  }
}
