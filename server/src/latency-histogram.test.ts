import { Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { LatencyHistogram } from './latency-histogram.ts';

test('says what prom-client would say of the same durations', async () => {
  const [name, help, bounds] = ['waited_seconds', 'How long.', [0.001, 0.5, 2]];
  const registry = new Registry();
  const theirs = new Histogram({ name, help, buckets: bounds, registers: [registry] });
  const ours = new LatencyHistogram({ name, help, bounds });
  for (const seconds of [0, 0.001, 0.25, 0.5, 0.5, 1.75, 2, 4, 1_000]) {
    theirs.observe(seconds);
    ours.observe(seconds);
  }
  expect(ours.text()).toBe(await registry.metrics());
});
