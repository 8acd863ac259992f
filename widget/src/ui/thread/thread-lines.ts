import { html, nothing } from 'lit';
import type { TimelineItem } from '../../client/api.ts';
import { localize } from '../localize.ts';
import { dayName } from '../times.ts';
import type { ThreadRow } from './thread-rows.ts';

/** What stands between messages and around them. */

export function line(row: Exclude<ThreadRow, { kind: 'message' }>) {
  if (row.kind === 'aside') return html`<div class="aside">${row.aside.draw()}</div>`;
  if (row.kind === 'new') return html`<div class="new" role="heading" aria-level="3"><span>${localize('newMessages')}</span></div>`;
  return html`<div class="day" role="heading" aria-level="3"><time datetime=${new Date(row.at).toISOString()}>${dayName(row.at, Date.now())}</time></div>`;
}

export const skeleton = html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;

export function typingRow(users: readonly string[], nameOf: (user: string) => string) {
  const [first] = users;
  if (first === undefined) return nothing;
  const name = nameOf(first);
  const text = users.length === 1 ? localize('typingOne', { name }) : localize('typingMany');
  return html`<div class="row first last"><foyer-avatar .name=${name}></foyer-avatar><div class="typing" title=${text}><i></i><i></i><i></i><span class="hidden-text">${text}</span></div></div>`;
}

/** What came in after the last of the former; nothing where there was nothing before. */
export function newAtEnd(former: readonly TimelineItem[], items: readonly TimelineItem[]): readonly TimelineItem[] {
  const last = former.at(-1);
  const before = last ? items.findLastIndex(({ key }) => key === last.key) : -1;
  return before < 0 ? [] : items.slice(before + 1);
}
