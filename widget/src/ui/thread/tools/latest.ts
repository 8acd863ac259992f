import { html, nothing, svg } from 'lit';
import type { TimelineItem } from '../../../client/api.ts';
import { icon } from '../../icons.ts';
import { localizer } from '../../localize.ts';
import { localize } from '../../localize-screen.ts';

const down = icon(svg`<path d="M10 4v12M5 11l5 5 5-5"/>`);

/** The way down; `seenSeq`: the newest message when the end was last in view. What others have written since is counted. */
export function latestButton(items: readonly TimelineItem[], seenSeq: number, go: () => void) {
  const count = countBelow(items, seenSeq);
  const label = count > 0 ? localize('jumpToLatestCount', { count }) : localize('jumpToLatest');
  return html`<button class="round latest" aria-label=${label} @click=${go}>${down}${count > 0 ? html`<span class="count" aria-hidden="true">${localizer().badge(count)}</span>` : nothing}</button>`;
}

function countBelow(items: readonly TimelineItem[], seenSeq: number): number {
  if (seenSeq === 0) return 0;
  let count = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const { own, message } = items[index] as TimelineItem;
    if (message.seq !== 0 && message.seq <= seenSeq) break;
    if (!own) count += 1;
  }
  return count;
}
