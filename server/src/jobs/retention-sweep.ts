import type { Clock, Publisher } from '../services/ports.ts';
import type { LiveConversations } from '../services/live-conversations.ts';
import type { Store } from '../store/store.ts';

/** Empties what retention no longer keeps, and sees that no feed shows it to a late joiner. */
export async function sweepRetention(parts: { store: Pick<Store, 'retention'>; live: LiveConversations; publisher: Publisher; clock: Clock }): Promise<void> {
  for (const { conversationId } of await parts.store.retention.sweep(parts.clock.now())) {
    const live = await parts.live.getById(conversationId);
    if (!live) continue;
    parts.live.drop(live);
    parts.publisher.restart(live);
  }
}
