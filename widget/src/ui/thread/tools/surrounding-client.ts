import type { FoyerClient } from '../../../client/api.ts';
import type { FoyerConversation } from '../../conversation/conversation.ts';

/** The client of the `<foyer-conversation>` that a thread stands in. A thread by itself, as on the desk, has none: its page draws what it wants. */
export function surroundingClient(thread: Element): FoyerClient | undefined {
  const outer = (thread.getRootNode() as Partial<ShadowRoot>).host;
  return outer?.localName === 'foyer-conversation' ? (outer as FoyerConversation).client : undefined;
}
