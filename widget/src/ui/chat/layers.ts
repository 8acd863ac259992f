import type { ConversationHandle, ConversationTarget } from '../../client/api.ts';

/** The places that the tabs lead to: always the lowest layer. */
export type Place = 'home' | 'chats' | 'settings';

/** What may lie on top of any other. */
export type Cover = 'search' | 'starred' | 'group' | 'join' | 'link' | 'keys' | 'ask';

/** `target` `undefined`: wherever this visitor should begin. It is being opened until there is a `conversation` or a `fault`. */
export interface ThreadLayer { readonly name: 'thread'; readonly target: ConversationTarget | undefined; readonly conversation?: ConversationHandle; readonly fault?: string }

export type Layer = { readonly name: Place | Cover } | ThreadLayer | { readonly name: 'info'; readonly conversation: ConversationHandle };

/** What lies on what in the panel. A conversation's handle is closed when its thread leaves the stack. */
export class Layers {
  #stack: readonly Layer[] = [];
  readonly #onChange: () => void;

  constructor(onChange: () => void) { this.#onChange = onChange; }

  get stack(): readonly Layer[] { return this.#stack; }
  get top(): Layer | undefined { return this.#stack.at(-1); }

  push(layer: Layer): void { this.#set([...this.#stack, layer]); }

  /** Takes the top away, unless it is the only one. */
  pop(): boolean {
    if (this.#stack.length < 2) return false;
    this.#set(this.#stack.slice(0, -1));
    return true;
  }

  /** Puts this one in the place of all. */
  reset(...layers: Layer[]): void { this.#set(layers); }

  /** Puts `next` in the place of `layer`; `false` where that has left meanwhile. */
  replace(layer: Layer, next: Layer): boolean {
    if (!this.#stack.includes(layer)) return false;
    this.#set(this.#stack.map((one) => (one === layer ? next : one)));
    return true;
  }

  #set(stack: readonly Layer[]): void {
    const kept = new Set(stack.map((layer) => handleOf(layer)));
    for (const layer of this.#stack) if (layer.name === 'thread' && !kept.has(layer.conversation)) layer.conversation?.close();
    this.#stack = stack;
    this.#onChange();
  }
}

const handleOf = (layer: Layer): ConversationHandle | undefined => ('conversation' in layer ? layer.conversation : undefined);
