const warmUpMs = 700;
const drainMs = 4_000;

/** One side of a pair. `hear` is given every frame that reaches it. */
export interface Side { send(text: string): void; listen(hear: (frame: Buffer) => void): void }
export interface Step { rate: number; delivered: number; lost: number; p50Ms: number; p99Ms: number; maxMs: number; seconds: number }

const text = (mark: string, dueAt: number): string => `~~${mark}${dueAt.toFixed(3)}~`.padEnd(100, 'x');

/** Sends at a fixed rate whatever happens. Latency runs from the moment a message was due to its arrival at the other side. */
export async function openLoop(pairs: readonly (readonly [Side, Side])[], rate: number, measuredMs: number): Promise<Step> {
  const latencies: number[] = [];
  const startAt = performance.now() + 50;
  const measureAt = startAt + warmUpMs;
  const endAt = measureAt + measuredMs;
  const hear = (other: string) => (frame: Buffer): void => {
    const mark = `~~${other}`;
    for (let at = frame.indexOf(mark); at >= 0; at = frame.indexOf(mark, at + mark.length)) {
      const dueAt = Number(frame.toString('latin1', at + mark.length, frame.indexOf('~', at + mark.length)));
      if (dueAt >= measureAt - 0.001) latencies.push(performance.now() - dueAt);
    }
  };
  for (const [a, b] of pairs) { a.listen(hear('b')); b.listen(hear('a')); }
  let sent = 0;
  let measured = 0;
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const now = performance.now();
      for (let dueAt = startAt + (sent * 1000) / rate; dueAt <= now && dueAt < endAt; dueAt = startAt + (sent * 1000) / rate) {
        const pair = pairs[sent % pairs.length];
        const isFirst = Math.floor(sent / pairs.length) % 2 === 0;
        pair?.[isFirst ? 0 : 1].send(text(isFirst ? 'a' : 'b', dueAt));
        sent += 1;
        if (dueAt >= measureAt) measured += 1;
      }
      if (now < endAt) setTimeout(tick, 2);
      else resolve();
    };
    tick();
  });
  for (const stopAt = performance.now() + drainMs; latencies.length < measured && performance.now() < stopAt;) await new Promise((resolve) => { setTimeout(resolve, 50); });
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  return { rate, delivered: latencies.length, lost: measured - latencies.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), seconds: measuredMs / 1000 };
}
