import type { HTMLAttributes } from 'preact';
import type { FoyerElementTagNameMap } from '../ui/elements.js';
import type { FoyerElementProps, FoyerEventProps } from './element-props.js';

/** The elements in JSX of Preact. */
export type FoyerIntrinsicElements = {
  [T in keyof FoyerElementTagNameMap]: HTMLAttributes<FoyerElementTagNameMap[T]> & FoyerElementProps[T] & FoyerEventProps;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends FoyerIntrinsicElements {}
  }
}
