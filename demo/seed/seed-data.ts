/** What the content of the demo site is written in. Times count back from the moment of the loading. */
export interface SeedPerson {
  name: string;
  /** Colleagues answer for the shop and cannot sign in; customers have an account there (`sub` is `demo-<key>`), visitors have none. */
  kind: 'colleague' | 'customer' | 'visitor';
  email?: string;
  /** Browsers they have been seen with. */
  devices?: string[];
  firstSeenDaysAgo: number;
  lastSeenMinutesAgo: number;
  language?: string;
  /** Pages of the shop they were on, the last one first. */
  pages?: readonly (keyof typeof pageTitles)[];
  /** What the shop tells of them. */
  context?: Record<string, string | number | boolean>;
}

/** Addresses in the shop. */
export const pageTitles = { '/': 'Harbour Lamps', '/#lamps': 'Lamps', '/#workshop': 'Workshop' } as const;

/** Who, minutes after the line before, what; and what became of it. */
export type SeedLine = readonly [by: string, afterMinutes: number, text: string, more?: {
  /** The text it has now. */
  edited?: string;
  deleted?: true;
  /** The line it answers, counted from 1. */
  replyTo?: number;
  /** Emoji to the people who set it. */
  reactions?: Record<string, string[]>;
}];

export interface SeedConversation {
  kind: 'support' | 'direct' | 'group';
  /** In `support` the one visitor; in a group the first one owns it. */
  people: string[];
  title?: string;
  isResolved?: true;
  /** The colleague who handles it, and the days it rests from now on. */
  assignee?: string;
  snoozedDays?: number;
  /** What colleagues tell each other there: who, minutes before now, what. */
  notes?: readonly (readonly [by: string, minutesAgo: number, text: string])[];
  /** When the first line was said. */
  startedMinutesAgo: number;
  lines: SeedLine[];
  /** How many of the last lines have not been read by the team (in `support`) or by these people; 0 where left out. */
  unread?: number;
  unreadBy?: string[];
}
