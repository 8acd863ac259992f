/**
 * Loaded into the server's process by `node --import`, so that tests can look at and disturb the real server without
 * giving the product a door for it: heap in use, longest stall of the event loop, a stepped clock.
 */
import { flushCompileCache } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

type Question = { ask: 'memory' } | { ask: 'stall' } | { ask: 'clock'; offsetMs: number };

if (isMainThread && process.send) {
  const realNow = Date.now;
  let offsetMs = 0;
  Date.now = () => realNow() + offsetMs;
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();

  process.on('message', (question: Question) => {
    switch (question.ask) {
      case 'memory':
        // As when memory runs out: caches and compiled code that nobody runs go too.
        globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
        process.send?.({ heapBytes: process.memoryUsage().heapUsed });
        break;
      case 'stall':
        process.send?.({ maxMs: delays.max / 1e6, p99Ms: delays.percentile(99) / 1e6 });
        delays.reset();
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
