import type { TimelineItem } from '../../client/api.ts';
import { linkify } from '../thread/linkify.ts';
import { textOf } from '../thread/thread-rows.ts';

export interface SharedLink { href: string; host: string; path: string; at: number }

const linksMax = 50;

/** The web addresses in what is loaded of a conversation, each once, the newest first. */
export function sharedLinks(items: readonly TimelineItem[]): SharedLink[] {
  const links = new Map<string, SharedLink>();
  for (const { message } of items.toReversed()) {
    for (const part of linkify(textOf(message))) {
      if (part.kind !== 'link' || !part.href.startsWith('http') || links.has(part.href)) continue;
      const { host, pathname, search } = new URL(part.href);
      links.set(part.href, { href: part.href, host, path: `${pathname}${search}`, at: message.at });
      if (links.size === linksMax) return [...links.values()];
    }
  }
  return [...links.values()];
}
