import type { LitElement } from 'lit';
import type { FoyerChat } from '../ui/chat/chat.ts';
import type { FoyerElementTagNameMap } from '../ui/elements.ts';
import type { FoyerEventMap } from './event-map.ts';

type Name = 'server' | 'site' | 'mode' | 'position' | 'locale' | 'scheme' | 'label' | 'greeting' | 'privacy' | 'ask' | 'startAt' | 'titleCount' | 'texts';

/** What a site says about its chat. What is not given, or `undefined`, stays as the element has it. */
export type FoyerChatOptions = { [K in Name]?: FoyerChat[K] | undefined };

/** The same in a template; `texts` is a property, everything else an attribute. */
export type FoyerChatAttributes = Omit<FoyerChatOptions, 'startAt' | 'titleCount'> & { 'start-at'?: FoyerChat['startAt'] | undefined; 'title-count'?: FoyerChat['titleCount'] | undefined };

/** `onfoyer-open` and so on: how React, Preact and Svelte listen to an element. */
export type FoyerEventProps = { [E in keyof FoyerEventMap as `on${E}`]?: ((event: FoyerEventMap[E]) => void) | undefined };

type Own<T> = { [K in Exclude<keyof T, keyof LitElement> as T[K] extends (...args: never[]) => unknown ? never : K]?: T[K] | undefined };

/** By tag: what an element takes as attributes or properties. */
export type FoyerElementProps = {
  [T in Exclude<keyof FoyerElementTagNameMap, 'foyer-chat'>]: Own<FoyerElementTagNameMap[T]>;
} & { 'foyer-chat': FoyerChatAttributes };
