import type { Clock, Publisher } from '../services/ports.ts';
import type { LiveConversations } from '../services/live-conversations.ts';
import type { Store } from '../store/store.ts';

/** Empties what retention no longer keeps, and sees that neither a list nor a feed shows it any more. */
export async function sweepRetention(parts: { store: Pick<Store, 'retention' | 'log'>; live: LiveConversations; publisher: Publisher; clock: Clock }): Promise<void> {
  const { store, live: conversations, publisher, clock } = parts;
  for (const { conversationId, seqs } of await store.retention.sweep(clock.now())) {
    const live = await conversations.getById(conversationId);
    if (!live) continue;
    const last = live.lastMessage?.seq;
    if (last !== undefined && seqs.includes(last)) {
      const emptied = await store.log.message(conversationId, last) ?? null;
      // A newer one may have come meanwhile.
      if (live.lastMessage?.seq === last) live.lastMessage = emptied;
    }
    publisher.restart(live);
  }
}
