import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, Histogram, Registry } from 'prom-client';

/** Numbers that are read when somebody asks, by metric name. */
export interface MetricSource { name: string; help: string; read(): number }

/** What Prometheus scrapes. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #ack: Histogram;
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });

  constructor() {
    this.#ack = new Histogram({
      name: 'foyer_ack_seconds', help: 'From a message at the rules to its commit.', registers: [this.#registry],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    });
    this.#delay.enable();
    this.add({ name: 'foyer_event_loop_delay_p99_seconds', help: 'Since the last scrape.', read: () => this.#readDelay() });
    this.add({ name: 'foyer_resident_memory_bytes', help: 'Memory of the process.', read: () => process.memoryUsage.rss() });
  }

  add(source: MetricSource): void {
    const gauge = new Gauge({
      name: source.name, help: source.help, registers: [this.#registry],
      collect: () => { gauge.set(source.read()); },
    });
  }

  observeAck(ms: number): void { this.#ack.observe(ms / 1000); }

  async render(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  stop(): void { this.#delay.disable(); }

  #readDelay(): number {
    const seconds = this.#delay.percentile(99) / 1e9;
    this.#delay.reset();
    return seconds;
  }
}
