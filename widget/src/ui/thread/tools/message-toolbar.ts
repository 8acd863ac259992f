import { LitElement, css, html, nothing } from 'lit';
import type { TimelineItem } from '../../../client/api.ts';
import { isForAdmins } from '../../conversation/is-for-admins.ts';
import { localize } from '../../localize-screen.ts';
import { tokens } from '../../tokens.styles.ts';
import type { RowContext } from '../message-row.ts';
import type { FoyerThread } from '../thread.ts';
import { actionIcons } from './action-icons.ts';

/** From the bubble, and from the edge of the thread. */
const gapPx = 4;
/** Within the bubble: as far as a row of one line has room above and below. */
const insetPx = 1.5;

/**
 * @tag foyer-message-toolbar
 * @summary What can be done with the message under the pointer. By keys and touch the menu of the message does the same.
 * It stands beside its bubble where there is room, and never over another message.
 */
export class FoyerMessageToolbar extends LitElement {
  static override properties = { item: { attribute: false }, act: { attribute: false } };
  static override styles = [tokens, css`
    :host { position: absolute; z-index: 1; display: flex; padding: 2px; border-radius: 18px; background: var(--surface); border: 1px solid var(--line); box-shadow: 0 2px 8px rgb(0 0 0 / 0.12); }
    .round { inline-size: 28px; block-size: 28px; }
    :host([data-upright]) { flex-direction: column; }
    :host([data-upright]) .round { inline-size: 24px; block-size: 24px; }
    .round svg { inline-size: 18px; block-size: 18px; }
  `];

  declare item: TimelineItem;
  declare act: RowContext['act'];

  override updated(): void { this.#place(); }

  override render() {
    const button = (action: 'react' | 'reply' | 'more', label: string) => html`
      <button class="round" tabindex="-1" aria-label=${label} title=${label} @click=${() => { this.act(action === 'reply' ? 'reply' : 'more', this.item); }}>${actionIcons[action]}</button>`;
    const { conversation, me } = (this.getRootNode() as ShadowRoot).host as FoyerThread;
    return html`${button('react', localize('react'))}${isForAdmins(conversation?.snapshot.value, me) ? nothing : button('reply', localize('reply'))}${button('more', localize('more'))}`;
  }

  /**
   * Beside the bubble, on the side of the thread's middle: in a row, or upright where there is less room and the bubble is high. Where there is none it
   * lies on the end of its own message's last line. Low down, but in view and above the button that jumps to the end.
   */
  #place(): void {
    const bubble = (this.parentElement as HTMLElement).getBoundingClientRect();
    const scroller = this.closest('.scroller') as HTMLElement;
    const view = scroller.getBoundingClientRect();
    const start = view.left + scroller.clientLeft;
    const isAtRight = this.item.own === (getComputedStyle(this).direction === 'rtl');
    const roomPx = (isAtRight ? start + scroller.clientWidth - bubble.right : bubble.left - start) - 2 * gapPx;
    const fits = (isUpright: boolean): boolean => {
      this.toggleAttribute('data-upright', isUpright);
      return this.offsetWidth <= roomPx && this.offsetHeight <= bubble.height;
    };
    const isBeside = fits(false) || fits(true) || fits(false);
    const { offsetWidth: width, offsetHeight: height } = this;
    const left = isBeside ? isAtRight ? bubble.width + gapPx : -width - gapPx
      : this.#lineEnd() === 'right' ? bubble.width - width - insetPx : insetPx;
    const floor = (this.getRootNode() as ShadowRoot).querySelector('.latest')?.getBoundingClientRect().top ?? view.bottom;
    const top = Math.max(0, Math.min(bubble.bottom, floor) - bubble.top - height - insetPx);
    this.style.left = `${left}px`;
    this.style.top = `${top}px`;
  }

  /** The last line of a text is often shorter than the others. */
  #lineEnd(): 'left' | 'right' {
    const text = this.parentElement?.querySelector('.bubble > [dir]') ?? this;
    return getComputedStyle(text).direction === 'rtl' ? 'left' : 'right';
  }
}
