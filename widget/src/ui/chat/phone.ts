import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PhoneScreen } from './phone-screen.ts';

/** Where the panel would leave nothing of the page, it takes the screen. */
const phone = '(max-width: 480px), (max-height: 480px) and (pointer: coarse)';

interface PhoneParts {
  /** The frame that fills the screen now, and how many layers Back has to close. */
  full: () => { frame: HTMLElement; depth: number } | undefined;
  onBack: () => void;
}

/** Whether the device is a phone; fetches what a full screen needs when there is one for the first time. */
export class Phone implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: PhoneParts;
  readonly #media: MediaQueryList | undefined = globalThis.matchMedia?.(phone);
  #screen: Promise<PhoneScreen> | undefined;

  constructor(host: ReactiveControllerHost, parts: PhoneParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  get isPhone(): boolean { return this.#media?.matches ?? false; }

  hostConnected(): void { this.#media?.addEventListener('change', this.#onChange); }
  hostDisconnected(): void { this.#media?.removeEventListener('change', this.#onChange); }
  hostUpdated(): void { this.fit(); }

  /** Looks anew whether there is a full screen. */
  fit(): void {
    if (!this.#screen && !this.#parts.full()) return;
    this.#use((screen) => {
      const full = this.#parts.full();
      if (full) screen.show(full.frame, full.depth);
      else screen.hide();
    });
  }

  turnRound(root: ParentNode, end: 0 | -1): void { this.#use((screen) => { screen.turnRound(root, end); }); }

  /** Without it the panel still fills the screen: it can be fetched with the next change. */
  #use(work: (screen: PhoneScreen) => void): void {
    this.#screen ??= import('./phone-screen.ts').then(({ PhoneScreen }) => new PhoneScreen(this.#parts.onBack));
    this.#screen.then(work, () => { this.#screen = undefined; });
  }

  readonly #onChange = (): void => { this.#host.requestUpdate(); };
}
