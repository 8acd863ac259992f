import type { FoyerConversation } from '../conversation/conversation.ts';
import type { FoyerThread } from '../thread/thread.ts';

/** Whoever opens what was picked says by `opened` when it is there. */
export interface Pick { id: string; opened?: Promise<void> }

/** Shows a message of the conversation that has just come to the top of these layers. */
export async function revealOnTop(layers: ParentNode, { id, opened }: Pick, seq: number): Promise<void> {
  await opened;
  const top = layers.querySelector<FoyerConversation>('.layer:not([hidden]) foyer-conversation');
  await top?.updateComplete;
  if (top?.conversation?.id === id) top.renderRoot.querySelector<FoyerThread>('foyer-thread')?.reveal(seq);
}
