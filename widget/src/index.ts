import { keepInBody } from './loader/body-keeper.ts';
import type { FoyerChat } from './ui/chat/chat.ts';

export type { FoyerChat };
export type { FoyerEventMap } from './types/event-map.ts';
export type { FoyerElementTagNameMap } from './ui/elements.ts';

/** Registers `<foyer-chat>` and its parts. Safe to call twice; does nothing on a server. */
export async function defineElements(): Promise<void> {
  const { register } = await import('./ui/elements.ts');
  register();
}

export interface FoyerOptions extends Partial<Pick<FoyerChat, 'mode' | 'position' | 'scheme' | 'locale' | 'texts' | 'label' | 'greeting' | 'privacy' | 'ask' | 'startAt'>> {
  /** Base URL of the server. */
  server: string;
  site: string;
  /** Where the element is put; the end of the body by default. */
  parent?: Element;
}

/** Puts a `<foyer-chat>` on the page and returns it. Importing this module does nothing and is safe on a server. */
export async function createFoyer({ parent, ...options }: FoyerOptions): Promise<FoyerChat> {
  await defineElements();
  const chat = Object.assign(document.createElement('foyer-chat'), options);
  (parent ?? document.body).append(chat);
  if (!parent) keepInBody(chat);
  return chat;
}
