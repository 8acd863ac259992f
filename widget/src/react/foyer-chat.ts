import { createElement, useEffect, useImperativeHandle, useRef, type CSSProperties, type ReactElement, type Ref } from 'react';
import { defineElements } from '../index.ts';
import type { FoyerChatOptions } from '../types/element-props.ts';
import type { FoyerEventMap } from '../types/event-map.ts';
import type { FoyerChat as FoyerChatElement } from '../ui/chat/chat.ts';

export type { FoyerChatElement };

const events = {
  onReady: 'foyer-ready', onBeforeOpen: 'foyer-before-open', onOpen: 'foyer-open', onClose: 'foyer-close', onUnread: 'foyer-unread',
  onBeforeSend: 'foyer-before-send', onMessage: 'foyer-message', onStatus: 'foyer-status', onCall: 'foyer-call', onError: 'foyer-error', onLink: 'foyer-link',
} as const satisfies Record<string, keyof FoyerEventMap>;

type Handlers = { [P in keyof typeof events]?: ((event: FoyerEventMap[(typeof events)[P]]) => void) | undefined };

export interface FoyerChatProps extends FoyerChatOptions, Handlers {
  id?: string | undefined;
  className?: string | undefined;
  /** Custom properties too: `{ '--foyer-accent': '#0b6e4f' }`. */
  style?: (CSSProperties & Record<`--${string}`, string | number | undefined>) | undefined;
  /** The element, with its methods. */
  ref?: Ref<FoyerChatElement> | undefined;
}

const nameOf = (prop: string): string => {
  if (Object.hasOwn(events, prop)) return `on${events[prop as keyof typeof events]}`;
  return prop === 'startAt' || prop === 'titleCount' ? prop.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`) : prop;
};

/** `<foyer-chat>` for React 19 or later. Renders the bare tag on a server; the elements are registered in the browser alone. */
export function FoyerChat({ ref, texts, ...props }: FoyerChatProps): ReactElement {
  const element = useRef<FoyerChatElement>(null);
  useImperativeHandle(ref, () => element.current as FoyerChatElement, []);
  // As an attribute, which React would make of it before the elements are registered, it would be lost.
  useEffect(() => { if (element.current && texts) element.current.texts = texts; }, [texts]);
  useEffect(() => { void defineElements(); }, []);
  return createElement('foyer-chat', { ...Object.fromEntries(Object.entries(props).map(([prop, value]) => [nameOf(prop), value])), ref: element });
}
