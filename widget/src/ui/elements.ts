import { FoyerChat } from './chat/chat.ts';
import { FoyerChatHeader } from './chat/chat-header.ts';
import { FoyerPanel } from './chat/panel.ts';
import { FoyerComposer } from './composer/composer.ts';
import { FoyerConversation } from './conversation/conversation.ts';
import { FoyerNotices } from './conversation/notices.ts';
import { define } from './localize.ts';
import { FoyerAvatar } from './people/avatar.ts';
import { FoyerThread } from './thread/thread.ts';

const elements = {
  'foyer-avatar': FoyerAvatar,
  'foyer-thread': FoyerThread,
  'foyer-composer': FoyerComposer,
  'foyer-notices': FoyerNotices,
  'foyer-conversation': FoyerConversation,
  'foyer-chat-header': FoyerChatHeader,
  'foyer-panel': FoyerPanel,
  'foyer-chat': FoyerChat,
} as const;

/** The element of each tag. */
export type FoyerElementTagNameMap = { [T in keyof typeof elements]: InstanceType<(typeof elements)[T]> };

declare global {
  interface HTMLElementTagNameMap extends FoyerElementTagNameMap {}
}

/** Registers all elements; a name that is taken already is left alone. Does nothing on a server. */
export function register(): void {
  if (!(globalThis.customElements as CustomElementRegistry | undefined)) return;
  for (const [tag, element] of Object.entries(elements)) define(tag, element);
}
