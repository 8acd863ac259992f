import type { ReactiveController } from 'lit';

/** To be added to its host: tells of a press anywhere but in its host, for as long as that is on the page. What has opened the host may be left out, too: it closes it by itself. */
export class PressOutside implements ReactiveController {
  readonly #host: EventTarget;
  readonly #tell: () => void;
  readonly #opener: () => EventTarget | null;

  constructor(host: EventTarget, tell: () => void, opener: () => EventTarget | null = () => null) {
    this.#host = host;
    this.#tell = tell;
    this.#opener = opener;
  }

  hostConnected(): void { document.addEventListener('pointerdown', this.#onPress, true); }
  hostDisconnected(): void { document.removeEventListener('pointerdown', this.#onPress, true); }

  readonly #onPress = (event: Event): void => {
    const opener = this.#opener();
    if (!event.composedPath().some((target) => target === this.#host || target === opener)) this.#tell();
  };
}
