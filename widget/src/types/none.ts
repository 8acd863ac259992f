/** What an entry that is only types is at run time: nothing. */
export type { FoyerEventMap } from './event-map.ts';
