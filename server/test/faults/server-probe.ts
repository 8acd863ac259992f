/**
 * Loaded into the server's process by `node --import`, so that tests can look at and disturb the real server without
 * giving the product a door for it: heap in use, longest stall of the event loop, a stepped clock, time that passes at once.
 */
import { flushCompileCache } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';
import { TimeMachine } from './time-machine.ts';

type Question = { ask: 'memory' } | { ask: 'stall' } | { ask: 'clock'; offsetMs: number } | { ask: 'pass'; ms: number };

/** In use after a collection: of the server's own thread, and of the one that writes to the database where there is one. */
export interface Memory { heapBytes: number; workerHeapBytes: number }

/** Since it was last asked for. */
export interface Stall {
  /** The longest computation without a turn for others. */
  busyMs: number;
  /** How late timers were, at worst and of a hundred. */
  delayMs: number;
  delayP99Ms: number;
}

const workerAnswersWithinMs = 2_000;

function heapInUse(): number {
  // As when memory runs out: caches and compiled code that nobody runs go too.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage().heapUsed;
}

/** Between the threads of the server, each of which has loaded this. */
function joinThreads(hear: (what: unknown) => void): { say: (what: unknown) => void; leave: () => void } {
  const channel = new BroadcastChannel('foyer-server-probe');
  channel.unref();
  channel.addEventListener('message', (event) => { hear((event as MessageEvent).data); });
  return { say: channel.postMessage.bind(channel), leave: () => { channel.close(); } };
}

function askWorker(): Promise<number> {
  return new Promise((resolve) => {
    const end = (bytes: unknown): void => { clearTimeout(timer); threads.leave(); resolve(Number(bytes)); };
    const timer = setTimeout(() => { end(0); }, workerAnswersWithinMs);
    const threads = joinThreads(end);
    threads.say('memory');
  });
}

if (!isMainThread) {
  const threads = joinThreads(() => { threads.say(heapInUse()); });
} else if (process.send) {
  const time = new TimeMachine();
  time.takeClock();
  if (process.env['FOYER_PROBE_TIMERS'] === '1') time.takeTimers();
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
        void askWorker().then((workerHeapBytes) => { process.send?.({ heapBytes: heapInUse(), workerHeapBytes } satisfies Memory); });
        break;
      case 'stall':
        process.send?.({ busyMs, delayMs: delays.max / 1e6, delayP99Ms: delays.percentile(99) / 1e6 } satisfies Stall);
        delays.reset();
        busyMs = 0;
        break;
      case 'clock':
        time.step(question.offsetMs);
        process.send?.({ now: Date.now() });
        break;
      case 'pass':
        time.pass(question.ms);
        process.send?.({ now: Date.now() });
        break;
    }
  });
  process.channel?.unref();

  // Node writes it at exit, which a killed process does not have.
  setTimeout(flushCompileCache, 1_000).unref();
}
