import type { Summary } from '../protocol/records.ts';

const lastAt = (summary: Summary): number => summary.lastMessage?.at ?? 0;

/** The list with a newer word on one conversation; an older one changes nothing. Latest message first. */
export function withSummary(list: readonly Summary[], summary: Summary): readonly Summary[] {
  const known = list.find((candidate) => candidate.id === summary.id);
  if (known && known.version > summary.version) return list;
  return sorted([...list.filter((candidate) => candidate.id !== summary.id), summary]);
}

/** The list with newer words on several conversations, or with more of them. */
export function withSummaries(list: readonly Summary[], summaries: readonly Summary[]): readonly Summary[] {
  const rows = new Map(list.map((summary) => [summary.id, summary]));
  for (const summary of summaries) if ((rows.get(summary.id)?.version ?? 0) <= summary.version) rows.set(summary.id, summary);
  return sorted([...rows.values()]);
}

/** A whole new list, in which nothing goes back behind what is known already. */
export function withWhole(list: readonly Summary[], whole: readonly Summary[]): readonly Summary[] {
  const known = new Map(list.map((summary) => [summary.id, summary]));
  return sorted(whole.map((summary) => {
    const former = known.get(summary.id);
    return former && former.version > summary.version ? former : summary;
  }));
}

/** What was read on this device counts at once, before the server has said so. */
export function withReads(list: readonly Summary[], readSeq: (conversation: string) => number): readonly Summary[] {
  return list.map((summary) => (summary.unread > 0 && readSeq(summary.id) >= summary.lastSeq ? { ...summary, unread: 0 } : summary));
}

export const unreadOf = (list: readonly Summary[]): number => list.reduce((sum, { unread }) => sum + unread, 0);

const sorted = (list: readonly Summary[]): readonly Summary[] => [...list].sort((a, b) => lastAt(b) - lastAt(a) || a.id.localeCompare(b.id));
