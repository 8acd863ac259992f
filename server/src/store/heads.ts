import type { Dialect } from './dialect.ts';
import type { Db } from './schema.ts';

/** Where a conversation stands. A writer who holds it counts it up and writes the row. */
export interface Head {
  version: number;
  lastSeq: number;
  activeAt: number;
  settledSeq: number;
}

/** How far `conversations.active_at` may be behind, ms: it is not written for every message. */
export const activityGrainMs = 60_000;
/** After so many messages at most their senders' own watermarks are written to `members`. */
const settleEvery = 64;

/** Each conversation has its own turn, so that many that are equally busy do not settle all at once. */
export function isSettleDue(conversationId: number, { lastSeq, settledSeq }: Head): boolean {
  const turn = conversationId % settleEvery;
  return Math.floor((lastSeq + turn) / settleEvery) > Math.floor((settledSeq + turn) / settleEvery);
}

/** Gives a writer the head of a conversation, for its transaction only. */
export interface Heads {
  lock(db: Db, conversationId: number): Promise<Head | undefined>;
}

/** Locks the row, where the engine has several writers, and reads what stands. */
export class LockedHeads implements Heads {
  readonly #dialect: Dialect;
  constructor(dialect: Dialect) { this.#dialect = dialect; }

  async lock(db: Db, conversationId: number): Promise<Head | undefined> {
    return (await this.lockAll(db, [conversationId])).get(conversationId);
  }

  /** In the order of ids, so that two writers never wait for each other. */
  async lockAll(db: Db, ids: readonly number[]): Promise<Map<number, Head>> {
    if (this.#dialect.locksRows) await db.selectFrom('conversations').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
    return readHeads(db, ids);
  }
}

/**
 * Heads kept by the only writer of a database file. The owner drops them when a write fails, and when another process has written.
 * A head is derived from the rows when it is first asked for, so that a message costs one row and no update of its conversation.
 */
export class CachedHeads implements Heads {
  readonly #heads = new Map<number, Head>();
  readonly #maxHeads: number;
  constructor(maxHeads = 100_000) { this.#maxHeads = maxHeads; }

  get(conversationId: number): Head | undefined { return this.#heads.get(conversationId); }

  async lock(db: Db, conversationId: number): Promise<Head | undefined> {
    const known = this.#heads.get(conversationId);
    if (known) return known;
    const head = (await readHeads(db, [conversationId])).get(conversationId);
    if (this.#heads.size >= this.#maxHeads) this.#heads.clear();
    if (head) this.#heads.set(conversationId, head);
    return head;
  }

  drop(): void { this.#heads.clear(); }
}

async function readHeads(db: Db, ids: readonly number[]): Promise<Map<number, Head>> {
  const rows = await db.selectFrom('conversations as c')
    .leftJoin('messages as m', (join) => join
      .onRef('m.conversation_id', '=', 'c.id')
      .on('m.seq', '=', (eb) => eb.selectFrom('messages as l').select((max) => max.fn.max('l.seq').as('seq')).whereRef('l.conversation_id', '=', 'c.id')))
    .select((eb) => [
      'c.id', 'c.version_floor', 'c.seq_floor', 'c.active_at', 'c.settled_seq', 'm.v', 'm.seq',
      eb.selectFrom('changes').select((max) => max.fn.max('changes.v').as('v')).whereRef('changes.conversation_id', '=', 'c.id').as('changed'),
    ])
    .where('c.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, {
    ...standing(row),
    activeAt: row.active_at,
    settledSeq: row.settled_seq,
  }]));
}

/** Version and last `seq` from the newest rows, or from the floors where those are forgotten. */
export function standing(row: { version_floor: number; seq_floor: number; v: number | null; seq: number | null; changed: number | null }): { version: number; lastSeq: number } {
  return {
    version: Math.max(row.version_floor, row.v ?? 0, row.changed ?? 0),
    lastSeq: Math.max(row.seq_floor, row.seq ?? 0),
  };
}
