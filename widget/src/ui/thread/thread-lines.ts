import { html, nothing } from 'lit';
import type { TimelineItem } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { localize, localizer } from '../localize.ts';
import { dayName } from '../times.ts';
import type { ThreadRow } from './thread-rows.ts';

/** What stands between messages and around them. */

export function line(row: Exclude<ThreadRow, { kind: 'message' }>) {
  if (row.kind === 'aside') return html`<div class="aside">${row.aside.draw()}</div>`;
  if (row.kind === 'new') return html`<div class="new"><span>${localize('newMessages')}</span></div>`;
  return html`<div class="day"><time datetime=${new Date(row.at).toISOString()}>${dayName(row.at, Date.now())}</time></div>`;
}

export const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;

export function typingRow(users: readonly string[], nameOf: (user: string) => string) {
  const [first] = users;
  if (first === undefined) return nothing;
  const name = nameOf(first);
  const text = users.length === 1 ? localize('typingOne', { name }) : localize('typingMany');
  return html`<div class="row first last"><foyer-avatar .name=${name}></foyer-avatar><div class="typing" title=${text}><i></i><i></i><i></i><span class="hidden-text">${text}</span></div></div>`;
}

/** `count`: messages of others that came in below. */
export function latestButton(count: number, go: () => void) {
  const label = count > 0 ? localize('jumpToLatestCount', { count }) : localize('jumpToLatest');
  return html`<button class="round latest" aria-label=${label} @click=${go}>${icons.down}${count > 0 ? html`<span class="count" aria-hidden="true">${localizer().badge(count)}</span>` : nothing}</button>`;
}

export function retryAllButton(items: readonly TimelineItem[], retry: (item: TimelineItem) => void) {
  const failed = items.filter(({ status }) => status === 'failed');
  if (failed.length < 2) return nothing;
  return html`<button class="retry-all" @click=${() => { for (const item of failed) retry(item); }}>${localize('retryAll', { count: failed.length })}</button>`;
}

/** What came in after the last of the former; nothing where there was nothing before. */
export function newAtEnd(former: readonly TimelineItem[], items: readonly TimelineItem[]): readonly TimelineItem[] {
  const last = former.at(-1);
  const before = last ? items.findLastIndex(({ key }) => key === last.key) : -1;
  return before < 0 ? [] : items.slice(before + 1);
}

/** Messages of others after the one that was the newest when the end was last in view. */
export function countBelow(items: readonly TimelineItem[], seenSeq: number): number {
  if (seenSeq === 0) return 0;
  let count = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const { own, message } = items[index] as TimelineItem;
    if (message.seq !== 0 && message.seq <= seenSeq) break;
    if (!own) count += 1;
  }
  return count;
}
