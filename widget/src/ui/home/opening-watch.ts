import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { openingAt, type Opening } from '../../protocol/hours.ts';
import type { BusinessHours } from '../../protocol/site-facts.ts';

/** Whether a site is open now. Renders its host anew when that changes, and at midnight, when tomorrow becomes today. */
export class OpeningWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hours: () => BusinessHours | undefined;
  #of: BusinessHours | undefined;
  #opening: Opening | undefined;
  #untilAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, hours: () => BusinessHours | undefined) {
    this.#host = host;
    this.#hours = hours;
    host.addController(this);
  }

  /** `undefined` where the site tells no hours, or none that are understood here. */
  get value(): Opening | undefined { return this.#opening; }

  hostUpdate(): void {
    const hours = this.#hours();
    const now = Date.now();
    if (hours === this.#of && now < this.#untilAt) return;
    clearTimeout(this.#timer);
    this.#of = hours;
    this.#opening = hours && openingAt(hours, now);
    const change = this.#opening?.isOpen ? this.#opening.until : this.#opening?.at;
    this.#untilAt = Math.min(change ?? Infinity, new Date(now).setHours(24, 0, 0, 0));
    if (this.#opening) this.#timer = setTimeout(() => { this.#host.requestUpdate(); }, this.#untilAt - now);
  }

  /** One that comes back is drawn anew, in the language of its place. */
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#untilAt = 0;
  }
}
