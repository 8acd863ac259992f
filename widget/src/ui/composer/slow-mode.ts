import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { ConversationHandle } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';

/** Says how long the server makes a message wait. The seconds are for the eye: a screen reader hears of it once, and reads them when asked. */
export class SlowMode implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #heldUntil: StoreController<number>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the wait was when it began, and until when. */
  #begun = { untilAt: 0, seconds: 0 };

  constructor(host: ReactiveControllerHost, conversation: () => ConversationHandle | undefined) {
    this.#host = host;
    this.#heldUntil = new StoreController(host, () => conversation()?.heldUntil);
    host.addController(this);
  }

  hostDisconnected(): void { clearTimeout(this.#timer); }

  notice() {
    const untilAt = this.#heldUntil.value ?? 0;
    const leftMs = untilAt - Date.now();
    clearTimeout(this.#timer);
    if (leftMs <= 0) return nothing;
    const seconds = Math.ceil(leftMs / 1_000);
    if (untilAt !== this.#begun.untilAt) this.#begun = { untilAt, seconds };
    this.#timer = setTimeout(() => { this.#host.requestUpdate(); }, leftMs - (seconds - 1) * 1_000);
    return html`
      <p class="hint" role="timer">${localize('sentIn', { count: seconds })}</p>
      <span class="hidden-text" role="status">${localize('sentIn', { count: this.#begun.seconds })}</span>`;
  }
}
