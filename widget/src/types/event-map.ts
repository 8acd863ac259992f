import type { ConnectionStatus, Message } from '../client/api.ts';
import type { ErrorCode } from '../protocol/errors.ts';

/** The events of `<foyer-chat>`. All bubble and cross shadow roots, so a listener on the document hears them too. */
export interface FoyerEventMap {
  /** The chat has a session. */
  'foyer-ready': CustomEvent<Record<never, never>>;
  /** Cancelable: the panel is about to open. */
  'foyer-before-open': CustomEvent<null>;
  'foyer-open': CustomEvent<Record<never, never>>;
  'foyer-close': CustomEvent<Record<never, never>>;
  /** The number of unread messages has changed. */
  'foyer-unread': CustomEvent<{ count: number }>;
  /** Cancelable: before a message is put in the outbox. */
  'foyer-before-send': CustomEvent<{ conversationId: string; text: string }>;
  /** Somebody has written. */
  'foyer-message': CustomEvent<{ conversationId: string; message: Message }>;
  /** The connection has changed. */
  'foyer-status': CustomEvent<{ status: ConnectionStatus['name'] }>;
  'foyer-call': CustomEvent<{ state: string }>;
  'foyer-error': CustomEvent<{ code: ErrorCode }>;
  /** Cancelable: a link in a message was followed. */
  'foyer-link': CustomEvent<{ href: string }>;
}

declare global {
  /** Types `addEventListener` of every element, of the document and of the window. */
  interface GlobalEventHandlersEventMap extends FoyerEventMap {}
}
