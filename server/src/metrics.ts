import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Registry } from 'prom-client';
import { LatencyHistogram } from './latency-histogram.ts';

/** A number that is read when somebody asks. A `counter` only grows, from the start of the process. */
export interface MetricSource { kind: 'gauge' | 'counter'; name: string; help: string; read(): number }

/** What Prometheus scrapes. */
export class Metrics {
  readonly #sources: MetricSource[] = [];
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  #loaded: Promise<Registry> | undefined;
  readonly #ack = new LatencyHistogram({
    name: 'foyer_ack_seconds', help: 'From a message at the rules to its commit.',
    bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  });

  constructor() {
    this.#delay.enable();
    this.add({ kind: 'gauge', name: 'foyer_event_loop_delay_p99_seconds', help: 'Since the last scrape.', read: () => this.#readDelay() });
    this.add({ kind: 'gauge', name: 'foyer_resident_memory_bytes', help: 'Memory of the process.', read: () => process.memoryUsage.rss() });
  }

  /** Before the first `render`. */
  add(source: MetricSource): void { this.#sources.push(source); }

  observeAck(ms: number): void { this.#ack.observe(ms / 1000); }

  async render(): Promise<{ contentType: string; text: string }> {
    const registry = await (this.#loaded ??= this.#load());
    return { contentType: registry.contentType, text: await registry.metrics() + this.#ack.text() };
  }

  stop(): void { this.#delay.disable(); }

  async #load(): Promise<Registry> {
    const { Counter, Gauge, Registry } = await import('prom-client');
    const registry = new Registry();
    for (const { kind, name, help, read } of this.#sources) {
      if (kind === 'gauge') {
        const gauge = new Gauge({ name, help, registers: [registry], collect: () => { gauge.set(read()); } });
        continue;
      }
      const counter = new Counter({ name, help, registers: [registry], collect: () => { counter.reset(); counter.inc(read()); } });
    }
    return registry;
  }

  #readDelay(): number {
    const seconds = this.#delay.percentile(99) / 1e9;
    this.#delay.reset();
    return seconds;
  }
}
