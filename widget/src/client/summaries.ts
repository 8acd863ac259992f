import type { Arrangement, Summary } from '../protocol/records.ts';
import { isArchived, isMuted } from './arrangement.ts';

const lastAt = (summary: Summary): number => summary.lastMessage?.at ?? 0;

/** The list with newer words on conversations, or with more of them; older ones change nothing. Pinned ones first, then latest message first. */
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

/** What was arranged on this device counts at once, too. */
export const withArranged = (list: readonly Summary[], arranged: ReadonlyMap<string, Arrangement>): readonly Summary[] =>
  (arranged.size === 0 ? list : sorted(list.map((summary) => ({ ...summary, ...arranged.get(summary.id) }))));

/** Of what is neither muted nor put away at this moment (epoch ms). */
export const unreadOf = (list: readonly Summary[], now: number): number =>
  list.reduce((sum, summary) => (isMuted(summary, now) || isArchived(summary, now) ? sum : sum + summary.unread), 0);

/** What is pinned first. */
const sorted = (list: readonly Summary[]): readonly Summary[] =>
  [...list].sort((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || lastAt(b) - lastAt(a) || a.id.localeCompare(b.id));
