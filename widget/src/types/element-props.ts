import type { LitElement } from 'lit';
import type { FoyerChat } from '../ui/chat/chat.ts';
import type { FoyerElementTagNameMap } from '../ui/elements.ts';
import type { FoyerEventMap } from './event-map.ts';

/** The attributes of `<foyer-chat>`. */
export interface FoyerChatAttributes {
  /** Base URL of the server; by default that of the page. */
  server?: string | undefined;
  /** The site's key. */
  site?: string | undefined;
  mode?: FoyerChat['mode'] | undefined;
  position?: FoyerChat['position'] | undefined;
  /** A language tag, or `auto`. */
  locale?: string | undefined;
  scheme?: FoyerChat['scheme'] | undefined;
}

/** `onfoyer-open` and so on: how React, Preact and Svelte listen to an element. */
export type FoyerEventProps = { [E in keyof FoyerEventMap as `on${E}`]?: ((event: FoyerEventMap[E]) => void) | undefined };

type Own<T> = { [K in Exclude<keyof T, keyof LitElement> as T[K] extends (...args: never[]) => unknown ? never : K]?: T[K] | undefined };

/** By tag: what an element takes as attributes or properties. */
export type FoyerElementProps = {
  [T in Exclude<keyof FoyerElementTagNameMap, 'foyer-chat'>]: Own<FoyerElementTagNameMap[T]>;
} & { 'foyer-chat': FoyerChatAttributes };
