/**
 * Loaded into the server's process by `node --import`, so that tests can look at and disturb the real server without
 * giving the product a door for it: heap in use, longest stall of the event loop, a stepped clock.
 */
import { flushCompileCache } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

type Question = { ask: 'memory' } | { ask: 'stall' } | { ask: 'clock'; offsetMs: number };

/** Since it was last asked for. */
export interface Stall {
  /** The longest computation without a turn for others. */
  busyMs: number;
  /** How late timers were, at worst and of a hundred. */
  delayMs: number;
  delayP99Ms: number;
}

if (isMainThread && process.send) {
  const realNow = Date.now;
  let offsetMs = 0;
  Date.now = () => realNow() + offsetMs;
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();

  // What the loop's own thread computed between two ticks: unlike time on the clock, it does not count how busy the machine is.
  const tickMs = 5;
  let busyMs = 0;
  let usedMs = 0;
  setInterval(() => {
    const { user, system } = process.threadCpuUsage();
    const used = (user + system) / 1000;
    busyMs = Math.max(busyMs, used - usedMs);
    usedMs = used;
  }, tickMs).unref();

  process.on('message', (question: Question) => {
    switch (question.ask) {
      case 'memory':
        // As when memory runs out: caches and compiled code that nobody runs go too.
        globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
        process.send?.({ heapBytes: process.memoryUsage().heapUsed });
        break;
      case 'stall':
        process.send?.({ busyMs, delayMs: delays.max / 1e6, delayP99Ms: delays.percentile(99) / 1e6 } satisfies Stall);
        delays.reset();
        busyMs = 0;
        break;
      case 'clock':
        offsetMs = question.offsetMs;
        process.send?.({ now: Date.now() });
        break;
    }
  });
  process.channel?.unref();

  // Node writes it at exit, which a killed process does not have.
  setTimeout(flushCompileCache, 1_000).unref();
}
