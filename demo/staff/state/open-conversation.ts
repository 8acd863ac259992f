import { FoyerError, type ConversationHandle, type ConversationTarget, type FoyerClient } from '@foyer-chat/widget/headless';
import { Store } from '@foyer-chat/widget/parts';

export interface Opened {
  /** As soon as it is known; `undefined` for a visitor whose conversation is only being made. */
  id?: string;
  handle?: ConversationHandle;
  fault?: string;
}

/** The conversation on screen: one at a time, and the latest choice wins whatever arrives later. */
export class OpenConversation {
  readonly current = new Store<Opened | undefined>(undefined);
  readonly #client: FoyerClient;
  #turn = 0;

  constructor(client: FoyerClient) { this.#client = client; }

  /** Resolves to its id, or to nothing where it cannot be opened or another was chosen meanwhile. */
  async open(target: ConversationTarget): Promise<string | undefined> {
    const id = 'id' in target ? target.id : undefined;
    if (id !== undefined && this.current.value?.id === id && this.current.value.fault === undefined) return id;
    this.close();
    const turn = this.#turn;
    this.current.set(id === undefined ? {} : { id });
    try {
      const handle = await this.#client.openConversation(target);
      if (turn === this.#turn) {
        this.current.set({ id: handle.id, handle });
        return handle.id;
      }
      handle.close();
    } catch (error) {
      if (turn === this.#turn) this.current.set({ ...(id === undefined ? {} : { id }), fault: error instanceof FoyerError ? error.code : 'internal' });
    }
    return undefined;
  }

  close(): void {
    this.#turn += 1;
    this.current.value?.handle?.close();
    this.current.set(undefined);
  }
}
