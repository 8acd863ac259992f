import { FoyerError } from '../protocol/errors.ts';
import type { DeskTools } from './desk-api.ts';
import type { Desk, DeskParts } from './desk.ts';
import type { DeskToolsParts } from './desk-tools.ts';

interface DeskLoaderParts extends DeskParts { command: DeskToolsParts['command'] }

/** The code of the desk, fetched when staff come: visitors never load it. */
export class DeskLoader {
  readonly #parts: DeskLoaderParts;
  #desk: Desk | undefined;
  #tools: Promise<DeskTools> | undefined;

  constructor(parts: DeskLoaderParts) { this.#parts = parts; }

  /** Once it was loaded. */
  get desk(): Desk | undefined { return this.#desk; }

  /** Rejects with `offline` where the code cannot be had, and may be asked again. */
  async load(): Promise<Desk> {
    if (this.#desk) return this.#desk;
    const { Desk } = await import('./desk.ts').catch(notFetched);
    return this.#desk ??= new Desk(this.#parts);
  }

  /** One for all who ask. */
  tools(): Promise<DeskTools> {
    return this.#tools ??= this.#makeTools().catch((error: unknown) => {
      this.#tools = undefined;
      throw error;
    });
  }

  async #makeTools(): Promise<DeskTools> {
    const desk = await this.load();
    const { ClientDeskTools } = await import('./desk-tools.ts').catch(notFetched);
    return new ClientDeskTools({ ...this.#parts, desk });
  }
}

function notFetched(cause: unknown): never {
  throw new FoyerError('offline', { message: 'The code of the desk could not be fetched.', cause });
}
