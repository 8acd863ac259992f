import type { deviceTexts } from './en-devices.ts';
import type { eventTexts } from './en-events.ts';
import { screenTexts } from './en-screens.ts';
import { threadTexts } from './en-thread.ts';

/** A text with a form for each plural category of its language (`Intl.PluralRules`); the value `count` chooses. */
export type PluralText = { readonly other: string } & { readonly [C in Intl.LDMLPluralRule]?: string };

/** English: the type of every other locale. `{name}` stands for a value; numbers are written as the language writes them. */
export const en = { ...threadTexts, ...screenTexts } as const satisfies Record<string, string | PluralText>;

export type TextKey = keyof typeof en;
/** What a thread shows: never has to wait for its English. */
export type ThreadTextKey = keyof typeof threadTexts;
export type Texts = { readonly [K in TextKey]: string | PluralText };
export type ScreenTexts = Omit<Texts, ThreadTextKey>;
/** These have a file of their own in each language. */
export type DeviceTexts = Pick<Texts, keyof typeof deviceTexts>;
export type EventTexts = Pick<Texts, keyof typeof eventTexts>;
