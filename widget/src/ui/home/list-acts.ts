import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Arrangement, FoyerClient, ListTools, Summary } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';

const undoMs = 5_000;

/** Does what a list asks for, with tools that are fetched at the first time; what was put away can be taken back for a moment. */
export class ListActs implements ReactiveController {
  /** Why nothing could be done. */
  fault: string | undefined;
  /** A conversation has just been put away. */
  canUndo = false;
  readonly #host: ReactiveControllerHost;
  readonly #client: () => FoyerClient | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #undo: (() => void) | undefined;
  #again: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, client: () => FoyerClient | undefined) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void { this.#forget(); }

  arrange(summary: Summary, change: Arrangement): void {
    const { id, archivedSeq = 0 } = summary;
    this.#act((tools) => {
      tools.arrange(id, change);
      if (change.archivedSeq) this.#offer(() => { tools.arrange(id, { archivedSeq }); });
    });
  }

  markRead(id: string): void { this.#act((tools) => { tools.markRead(id); }); }

  undo(): void {
    this.#undo?.();
    this.#forget();
  }

  /** Once more what could not be done. */
  retry(): void { this.#again?.(); }

  /** Nobody is hurried who is about to press the button. */
  hold(): void { clearTimeout(this.#timer); }
  release(): void { if (this.canUndo) this.#count(); }

  /** The tools that cannot be fetched are `offline`; anything else that is thrown is a fault of ours. */
  #act(work: (tools: ListTools) => void): void {
    this.fault = undefined;
    this.#again = undefined;
    this.#client()?.listTools().then(work).catch((error: unknown) => {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
      this.#again = () => { this.#act(work); };
    }).finally(() => { this.#host.requestUpdate(); });
  }

  #offer(undo: () => void): void {
    this.#undo = undo;
    this.canUndo = true;
    this.#count();
  }

  #count(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#forget(); }, undoMs);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#undo = undefined;
    this.canUndo = false;
    this.#host.requestUpdate();
  }
}
