import { screenTexts } from '../locales/en-screens.ts';
import type { TextKey } from '../locales/en.ts';
import { localizer } from './localize.ts';
import type { TextValues } from './localizer.ts';

/** `localize` for what is fetched when it is needed, with the English that nothing has needed before. */
export const localize = (key: TextKey, values?: TextValues): string => localizer().text(key, values, screenTexts);
