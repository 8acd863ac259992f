import type { TypingState } from '../protocol/feeds.ts';
import { Store } from './store.ts';

/** Who types where, as the feeds of the lists tell it. */
export class ListTyping {
  /** Ids of those who type, without oneself, by conversation. */
  readonly typing = new Store<ReadonlyMap<string, readonly string[]>>(new Map());
  readonly #told = new Map<string, readonly TypingState[]>();
  readonly #me: () => string | undefined;

  constructor(me: () => string | undefined) { this.#me = me; }

  /** All who type now in the conversations of a list. */
  note(list: string, states: readonly TypingState[]): void {
    this.#told.set(list, states);
    const typing = new Map<string, readonly string[]>();
    for (const { conversation = '', user } of [...this.#told.values()].flat()) {
      if (user !== this.#me()) typing.set(conversation, [...typing.get(conversation) ?? [], user]);
    }
    this.typing.set(typing);
  }
}
