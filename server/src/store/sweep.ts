import type { ReportsStore } from './protection-store.ts';
import type { RetentionSteps } from './repositories/retention.ts';
import type { RetentionStore } from './store.ts';

/**
 * A whole sweep of short transactions; `scrub` makes what was emptied unreadable in the files. One that fails half-way still
 * tells what it has emptied, because feeds must learn of it, and the next one goes on from there.
 */
export const sweepInSteps = (steps: RetentionSteps, scrub: () => Promise<void>): RetentionStore => ({
  async sweep(now) {
    const emptied: { conversationId: number; seqs: number[] }[] = [];
    try {
      let after: number | null = 0;
      while (after !== null) {
        const step = await steps.expire(now, after);
        emptied.push(...step.emptied);
        after = step.next;
      }
      while (await steps.forget(now));
      if (emptied.length > 0) await scrub();
    } catch (error) {
      if (emptied.length === 0) throw error;
    }
    return emptied;
  },
});

/** Reports whose quotes are made unreadable in the files when they go. */
export const scrubbingReports = (reports: ReportsStore, scrub: () => Promise<void>): ReportsStore => ({
  ...reports,
  async expire(before) {
    const gone = await reports.expire(before);
    if (gone.length > 0) await scrub();
    return gone;
  },
});
