import { html, nothing } from 'lit';
import { localize } from '../../localize-screen.ts';
import type { ThreadStars } from './thread-stars.ts';

/** What was just starred, or no longer is, and the way to take that back. */
export function starLine(stars: ThreadStars, undone: () => void) {
  const { last } = stars;
  const hold = (): void => { stars.hold(); };
  const release = (): void => { stars.release(); };
  const undo = (): void => {
    stars.undo();
    undone();
  };
  return html`<div role="status">${last ? html`
    <div class="star-line" @focusin=${hold} @focusout=${release} @pointerenter=${hold} @pointerleave=${release}><span>${localize(last.on ? 'starred' : 'starGone')}</span><button @click=${undo}>${localize('undo')}</button></div>` : nothing}</div>`;
}
