import type { Summary } from '../protocol/records.ts';

/** Without sound, preview and count at this moment (epoch ms). */
export const isMuted = ({ mutedUntil = 0 }: Summary, now: number): boolean => mutedUntil > now;

/** When the next of them can be heard again, epoch ms; `Infinity` where none is muted. */
export const nextUnmuteAt = (summaries: readonly Summary[], now: number): number => Math.min(...summaries.filter((summary) => isMuted(summary, now)).map(({ mutedUntil = Infinity }) => mutedUntil));

/** Put away: no message has come since, or it is muted. */
export const isArchived = (summary: Summary, now: number): boolean => {
  const { archivedSeq = 0, lastSeq } = summary;
  return archivedSeq > 0 && (archivedSeq >= lastSeq || isMuted(summary, now));
};
