import type { Summary } from '../protocol/records.ts';

/** Without sound, preview and count at this moment (epoch ms). */
export const isMuted = ({ mutedUntil = 0 }: Summary, now: number): boolean => mutedUntil > now;

/** Put away: no message has come since, or it is muted. */
export const isArchived = (summary: Summary, now: number): boolean => {
  const { archivedSeq = 0, lastSeq } = summary;
  return archivedSeq > 0 && (archivedSeq >= lastSeq || isMuted(summary, now));
};
