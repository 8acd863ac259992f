import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { FoyerElementTagNameMap } from '../ui/elements.ts';
import type { FoyerElementProps, FoyerEventProps } from './element-props.ts';

/** The elements in JSX of React 19 or later. */
export type FoyerIntrinsicElements = {
  [T in keyof FoyerElementTagNameMap]:
    DetailedHTMLProps<HTMLAttributes<FoyerElementTagNameMap[T]>, FoyerElementTagNameMap[T]> & FoyerElementProps[T] & FoyerEventProps;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends FoyerIntrinsicElements {}
  }
}
