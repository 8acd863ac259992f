import type { Snapshot } from '../protocol/records.ts';
import { Replica, type ReplicaParts } from './replica.ts';

export interface Lease { readonly replica: Replica; release(): void }
interface Held { replica: Replica; leases: number; leave: () => void }

/** The conversations that are followed now, each once, however many look at it. */
export class Replicas {
  readonly #parts: ReplicaParts;
  readonly #onState: (snapshot: Snapshot) => void;
  readonly #held = new Map<string, Held>();

  constructor(parts: ReplicaParts & { onState: (snapshot: Snapshot) => void }) {
    this.#parts = parts;
    this.#onState = parts.onState;
  }

  /** Follows the conversation until every lease is released. */
  acquire(id: string): Lease {
    const held = this.#held.get(id) ?? this.#hold(id);
    held.leases += 1;
    let isReleased = false;
    return {
      replica: held.replica,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        held.leases -= 1;
        if (held.leases === 0) this.#drop(id, held);
      },
    };
  }

  /** The version that somebody else has told of. */
  expect(id: string, version: number): void { this.#held.get(id)?.replica.expect(version); }
  /** The shared socket is back. */
  connect(): void { for (const { replica } of this.#held.values()) replica.connect(); }
  rename(from: string, to: string): void { for (const { replica } of this.#held.values()) replica.rename(from, to); }
  close(): void { for (const [id, held] of this.#held) this.#drop(id, held); }

  #hold(id: string): Held {
    const replica = new Replica(id, this.#parts);
    const leave = replica.state.subscribe((snapshot) => { if (snapshot) this.#onState(snapshot); });
    const held = { replica, leases: 0, leave };
    this.#held.set(id, held);
    return held;
  }

  #drop(id: string, held: Held): void {
    if (this.#held.get(id) === held) this.#held.delete(id);
    held.leave();
    held.replica.close();
  }
}
