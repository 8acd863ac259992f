import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where the panel would leave nothing of the page, it takes the screen. */
const phone = '(max-width: 480px), (max-height: 480px) and (pointer: coarse)';

/** Whether the device is a phone, and what a panel that fills its screen needs: no scrolling behind it, and the size that the keyboard leaves. */
export class FullScreen implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #media: MediaQueryList | undefined;
  #frame: HTMLElement | undefined;
  #overflow = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isPhone(): boolean { return (this.#media ??= matchMedia(phone)).matches; }

  hostConnected(): void {
    this.#media ??= matchMedia(phone);
    this.#media.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#media?.removeEventListener('change', this.#onChange);
    this.leave();
  }

  /** The frame fills the screen until `leave()`. */
  take(frame: HTMLElement): void {
    if (this.#frame === frame) return;
    this.leave();
    this.#frame = frame;
    const { style } = document.documentElement;
    this.#overflow = style.overflow;
    style.overflow = 'hidden';
    for (const event of ['resize', 'scroll'] as const) visualViewport?.addEventListener(event, this.#fit);
    this.#fit();
  }

  leave(): void {
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

  readonly #onChange = (): void => { this.#host.requestUpdate(); };
}
