import type { ConversationHandle } from '../../client/api.ts';

/**
 * `seq` of the first message at a moment (epoch ms) or after it, with history loaded until that is known; the last message where all are earlier,
 * nothing where there is none. Rejects where history cannot be loaded.
 */
export async function firstSince({ timeline, loadOlder }: Pick<ConversationHandle, 'timeline' | 'loadOlder'>, at: number): Promise<number | undefined> {
  for (;;) {
    const { items, hasOlder } = timeline.value;
    const [first] = items;
    if (!hasOlder || (first && first.message.at < at)) break;
    await loadOlder();
    if (timeline.value.items[0] === first) break;
  }
  const stored = timeline.value.items.filter(({ message }) => message.seq > 0);
  return (stored.find(({ message }) => message.at >= at) ?? stored.at(-1))?.message.seq;
}
