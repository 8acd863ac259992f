import type { RetentionSteps } from './repositories/retention.ts';
import type { RetentionStore } from './store.ts';

/** A whole sweep of short transactions; `scrub` makes what was emptied unreadable in the files. */
export const sweepInSteps = (steps: RetentionSteps, scrub: () => Promise<void>): RetentionStore => ({
  async sweep(now) {
    const emptied: { conversationId: number; seqs: number[] }[] = [];
    let after: number | null = 0;
    while (after !== null) {
      const step = await steps.expire(now, after);
      emptied.push(...step.emptied);
      after = step.next;
    }
    while (await steps.forget(now));
    if (emptied.length > 0) await scrub();
    return emptied;
  },
});
