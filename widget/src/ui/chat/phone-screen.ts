import { BackButton } from './back-button.ts';
import { focusables } from './focusables.ts';

/**
 * What a panel that fills the screen of a phone needs: no scrolling behind it, the size that the keyboard leaves, Tab that stays
 * inside, and Back that closes a layer before it leaves the page.
 */
export class PhoneScreen {
  readonly #backButton: BackButton;
  #frame: HTMLElement | undefined;
  #overflow = '';

  constructor(onBack: () => void) { this.#backButton = new BackButton(onBack); }

  /** The frame fills the screen, with so many layers, until `hide()`. */
  show(frame: HTMLElement, depth: number): void {
    this.#backButton.setDepth(depth);
    if (this.#frame === frame) return;
    this.#letGo();
    this.#frame = frame;
    const { style } = document.documentElement;
    this.#overflow = style.overflow;
    style.overflow = 'hidden';
    for (const event of ['resize', 'scroll'] as const) visualViewport?.addEventListener(event, this.#fit);
    this.#fit();
  }

  hide(): void {
    this.#backButton.setDepth(0);
    this.#letGo();
  }

  /** Beyond one end Tab comes in at the other. */
  turnRound(root: ParentNode, end: 0 | -1): void { focusables(root).at(end)?.focus(); }

  #letGo(): void {
    const frame = this.#frame;
    if (!frame) return;
    this.#frame = undefined;
    document.documentElement.style.overflow = this.#overflow;
    for (const event of ['resize', 'scroll'] as const) visualViewport?.removeEventListener(event, this.#fit);
    frame.style.removeProperty('block-size');
    frame.style.removeProperty('inset-block-start');
  }

  /** A keyboard makes the visible part of the page smaller and may move it; a pinch is the reader's own business. */
  readonly #fit = (): void => {
    const view = visualViewport;
    if (!this.#frame || !view || view.scale > 1.01) return;
    this.#frame.style.blockSize = `${view.height}px`;
    this.#frame.style.insetBlockStart = `${view.offsetTop}px`;
  };
}
