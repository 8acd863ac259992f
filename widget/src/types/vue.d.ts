import type { HTMLAttributes } from 'vue';
import type { FoyerElementTagNameMap } from '../ui/elements.js';
import type { FoyerElementProps } from './element-props.js';
import type { FoyerEventMap } from './event-map.js';

type Camel<T extends string> = T extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : T;
type Handlers = { [E in keyof FoyerEventMap as `on${Capitalize<Camel<E>>}`]?: (event: FoyerEventMap[E]) => void };

/** The elements in templates of Vue: `@foyer-open` listens. */
export type FoyerGlobalComponents = {
  [T in keyof FoyerElementTagNameMap]: new () => { $props: HTMLAttributes & FoyerElementProps[T] & Handlers };
};

declare module 'vue' {
  interface GlobalComponents extends FoyerGlobalComponents {}
}
