import { FoyerError } from '@foyer-chat/widget/protocol';
import { LruMap } from './lru-map.ts';
import type { Clock, RateAction, RateGate } from './ports.ts';

/** `burst` at once, then `perSecond`. */
const rates: Record<RateAction, { burst: number; perSecond: number }> = {
  'visitor-send': { burst: 10, perSecond: 0.5 },
  'staff-send':   { burst: 60, perSecond: 2 },
  'ip-send':      { burst: 60, perSecond: 5 },
  'session':      { burst: 30, perSecond: 0.1 },
  'sign-in':      { burst: 8, perSecond: 0.05 },
  'read':         { burst: 120, perSecond: 20 },
  'change':       { burst: 40, perSecond: 4 },
  'sync':         { burst: 30, perSecond: 0.5 },
  'typing':       { burst: 10, perSecond: 1 },
  'search':       { burst: 20, perSecond: 1 },
  'context':      { burst: 20, perSecond: 0.5 },
  'data':         { burst: 2, perSecond: 1 / 60 },
  'connect':      { burst: 60, perSecond: 2 },
  'invite':       { burst: 20, perSecond: 0.1 },
  // By whoever tries codes of links, whatever they try: see decision 023.
  'link':         { burst: 10, perSecond: 1 / 30 },
  'report':       { burst: 5, perSecond: 0.01 },
};

/** `fullAt`: when it is as good as new. */
interface Bucket { tokens: number; at: number; fullAt: number }

/** Token buckets in memory. Those that are full again are forgotten; bounded: of very many keys, those not used for longest are (and so start full again). */
export class RateLimits implements RateGate {
  readonly #clock: Clock;
  readonly #scale: number;
  readonly #buckets: LruMap<string, Bucket>;

  /** `scale` multiplies every rate; 0 lifts them all. */
  constructor(parts: { clock: Clock; scale: number; maxBuckets?: number }) {
    this.#clock = parts.clock;
    this.#scale = parts.scale;
    this.#buckets = new LruMap(parts.maxBuckets ?? 100_000);
  }

  take(action: RateAction, key: string | number): void {
    if (this.#scale === 0) return;
    const burst = Math.max(1, rates[action].burst * this.#scale);
    const perMs = (rates[action].perSecond * this.#scale) / 1000;
    const now = this.#clock.now();
    const bucket = this.#bucket(`${action} ${key}`, burst, now);
    bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
    bucket.at = now;
    bucket.fullAt = now + (burst - bucket.tokens) / perMs;
    if (bucket.tokens < 1) throw new FoyerError('rate-limited', { retryAfterMs: Math.ceil((1 - bucket.tokens) / perMs) });
    bucket.tokens -= 1;
    bucket.fullAt += 1 / perMs;
  }

  /** Gives back the memory of all who have asked for nothing lately: nobody notices whether a full bucket is there. */
  forgetFull(): void {
    const now = this.#clock.now();
    for (const [key, { fullAt }] of this.#buckets.entries()) if (fullAt <= now) this.#buckets.delete(key);
  }

  get size(): number { return this.#buckets.size; }

  #bucket(key: string, burst: number, now: number): Bucket {
    const known = this.#buckets.get(key);
    if (known) return known;
    const bucket = { tokens: burst, at: now, fullAt: now };
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
