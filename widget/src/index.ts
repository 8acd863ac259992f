import { keepInBody } from './loader/body-keeper.ts';
import type { FoyerChatOptions } from './types/element-props.ts';
import type { FoyerChat } from './ui/chat/chat.ts';

export type { FoyerChat };
export type { FoyerEventMap } from './types/event-map.ts';
export type { FoyerElementTagNameMap } from './ui/elements.ts';

/** Registers `<foyer-chat>` and its parts. Safe to call twice; does nothing on a server. */
export async function defineElements(): Promise<void> {
  const { register } = await import('./ui/elements.ts');
  register();
}

export interface FoyerOptions extends FoyerChatOptions {
  server: string;
  site: string;
  /** Where the element is put; the end of the body by default. */
  parent?: Element | undefined;
}

/** Puts a `<foyer-chat>` on the page and returns it. Importing this module does nothing and is safe on a server. */
export async function createFoyer({ parent, ...options }: FoyerOptions): Promise<FoyerChat> {
  await defineElements();
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const chat = Object.assign(document.createElement('foyer-chat'), given);
  (parent ?? document.body).append(chat);
  if (!parent) keepInBody(chat);
  return chat;
}
