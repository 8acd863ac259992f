import type { Summary } from '../protocol/records.ts';

const lastAt = (summary: Summary): number => summary.lastMessage?.at ?? 0;

/** The list with newer words on conversations, or with more of them; older ones change nothing. Latest message first. */
export function withSummaries(list: readonly Summary[], summaries: readonly Summary[]): readonly Summary[] {
  const rows = new Map(list.map((summary) => [summary.id, summary]));
  const news = summaries.filter(({ id, version }) => (rows.get(id)?.version ?? 0) <= version);
  if (news.length === 0) return list;
  for (const summary of news) rows.set(summary.id, summary);
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
