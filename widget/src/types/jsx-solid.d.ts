import type { JSX } from 'solid-js';
import type { FoyerElementTagNameMap } from '../ui/elements.js';
import type { FoyerElementProps } from './element-props.js';
import type { FoyerEventMap } from './event-map.js';

type Handlers = { [E in keyof FoyerEventMap as `on:${E}`]?: (event: FoyerEventMap[E]) => void };
type Properties<P> = { [K in keyof P & string as `prop:${K}`]?: P[K] };

/** The elements in JSX of Solid: `on:foyer-open` listens, `prop:conversation` sets a property. */
export type FoyerIntrinsicElements = {
  [T in keyof FoyerElementTagNameMap]: JSX.HTMLAttributes<FoyerElementTagNameMap[T]> & FoyerElementProps[T] & Properties<FoyerElementProps[T]> & Handlers;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends FoyerIntrinsicElements {}
  }
}
