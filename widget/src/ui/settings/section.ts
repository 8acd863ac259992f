import type { Preferences } from '../chat/preferences.ts';

/** What a section shows of a visitor's choices, and how it changes them. */
export interface SectionParts {
  chosen: Preferences;
  set: (change: Partial<Preferences>) => void;
}

/** Of the switch or field that an event came from. */
export const isChecked = ({ target }: Event): boolean => (target as HTMLInputElement).checked;
