import { FoyerChat } from './chat/chat.ts';
import { FoyerChatHeader } from './chat/chat-header.ts';
import { FoyerComposer } from './composer/composer.ts';
import { FoyerConversation } from './conversation/conversation.ts';
import { FoyerNotices } from './conversation/notices.ts';
import { FoyerConversationList } from './inbox/conversation-list.ts';
import { FoyerAvatar } from './people/avatar.ts';
import { FoyerThread } from './thread/thread.ts';

const elements = {
  'foyer-avatar': FoyerAvatar,
  'foyer-thread': FoyerThread,
  'foyer-composer': FoyerComposer,
  'foyer-notices': FoyerNotices,
  'foyer-conversation': FoyerConversation,
  'foyer-conversation-list': FoyerConversationList,
  'foyer-chat-header': FoyerChatHeader,
  'foyer-chat': FoyerChat,
} as const;

/** The element of each tag. */
export type FoyerElementTagNameMap = { [T in keyof typeof elements]: InstanceType<(typeof elements)[T]> };

declare global {
  interface HTMLElementTagNameMap extends FoyerElementTagNameMap {}
}

/** Registers all elements; a name that is taken already is left alone. */
export function register(): void {
  for (const [tag, element] of Object.entries(elements)) if (!customElements.get(tag)) customElements.define(tag, element);
}
