import type { HTMLAttributes } from 'svelte/elements';
import type { FoyerElementTagNameMap } from '../ui/elements.js';
import type { FoyerElementProps, FoyerEventProps } from './element-props.js';

/** The elements in templates of Svelte 5: `onfoyer-open` listens. */
export type FoyerSvelteElements = {
  [T in keyof FoyerElementTagNameMap]: HTMLAttributes<FoyerElementTagNameMap[T]> & FoyerElementProps[T] & FoyerEventProps;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends FoyerSvelteElements {}
}
