import type { Desk, DeskParts } from './desk.ts';
import type { DeskToolsParts } from './desk-tools.ts';
import { lazily, notFetched } from './lazily.ts';

interface DeskLoaderParts extends DeskParts, Pick<DeskToolsParts, 'command' | 'isOnline'> {}

/** The code of the desk, fetched when staff come: visitors never load it. Rejects with `offline` where it cannot be had, and may be asked again. */
export class DeskLoader {
  readonly #parts: DeskLoaderParts;
  #desk: Desk | undefined;

  constructor(parts: DeskLoaderParts) { this.#parts = parts; }

  /** Once it was loaded. */
  get desk(): Desk | undefined { return this.#desk; }

  readonly load = lazily(async () => {
    const { Desk } = await import('./desk.ts').catch(notFetched);
    return this.#desk = new Desk(this.#parts);
  });

  readonly tools = lazily(async () => {
    const desk = await this.load();
    const { ClientDeskTools } = await import('./desk-tools.ts').catch(notFetched);
    return new ClientDeskTools({ ...this.#parts, desk });
  });
}
