import { limits } from '@foyer-chat/widget/protocol';
import type { Heads } from '../heads.ts';
import type { Db } from '../schema.ts';
import { hasArrived, recipientsOf } from './arrivals.ts';
import { dayMs, type Expiry, expiringSites } from './expiring-sites.ts';
import { forgetSome } from './forget.ts';
import { makeHusks } from './husk.ts';

/** Conversations looked at in one transaction, and messages of each. */
const conversationsPerStep = 50;
const messagesPerPage = 500;

/** A sweep in short transactions, so that no writer waits long. */
export interface RetentionSteps {
  /** Empties what need not be kept of the next conversations; `next` is where to go on. */
  expire(now: number, after: number): Promise<{ emptied: { conversationId: number; seqs: number[] }[]; next: number | null }>;
  /** Forgets some husks, changes and tokens past their time; `false` when there are no more. */
  forget(now: number): Promise<boolean>;
}

interface Expiring { id: number; siteId: number; huskSeq: number; retention: Expiry }

export class RetentionRepository implements RetentionSteps {
  readonly #db: Db;
  readonly #heads: Heads;
  constructor(db: Db, heads: Heads) {
    this.#db = db;
    this.#heads = heads;
  }

  async expire(now: number, after: number): Promise<{ emptied: { conversationId: number; seqs: number[] }[]; next: number | null }> {
    const emptied: { conversationId: number; seqs: number[] }[] = [];
    const conversations = await this.#withMessages(after);
    for (const conversation of conversations) {
      const { seqs, isDone } = await this.#expirePage(conversation, now);
      if (seqs.length > 0) emptied.push({ conversationId: conversation.id, seqs });
      if (!isDone) return { emptied, next: conversation.id - 1 };
    }
    return { emptied, next: conversations.length < conversationsPerStep ? null : conversations.at(-1)?.id ?? null };
  }

  /** Conversations that have messages above their husks, on sites that do not keep everything. */
  async #withMessages(after: number): Promise<Expiring[]> {
    const sites = await expiringSites(this.#db);
    if (sites.length === 0) return [];
    const retentions = new Map(sites.map(({ id, retention }) => [id, retention]));
    const rows = await this.#db.selectFrom('conversations as c').select(['c.id', 'c.site_id', 'c.husk_seq'])
      .where('c.site_id', 'in', [...retentions.keys()]).where('c.id', '>', after)
      .where((eb) => eb.exists(eb.selectFrom('messages as m').select('m.seq').whereRef('m.conversation_id', '=', 'c.id').whereRef('m.seq', '>', 'c.husk_seq')))
      .orderBy('c.id').limit(conversationsPerStep)
      .execute();
    return rows.flatMap((row) => {
      const retention = retentions.get(row.site_id);
      return retention === undefined ? [] : { id: row.id, siteId: row.site_id, huskSeq: row.husk_seq, retention };
    });
  }

  /**
   * The oldest messages above the husks. A device's cursor covers everything below it, so where nothing can go
   * (`isDone`) nothing that came later can either, save what its own sender's device would let go.
   */
  async #expirePage({ id, siteId, huskSeq, retention }: Expiring, now: number): Promise<{ seqs: number[]; isDone: boolean }> {
    // Locked before it is looked at: nobody joins or edits in between.
    const head = await this.#heads.lock(this.#db, id);
    const recipients = retention === 'delivered' ? await recipientsOf(this.#db, { id, siteId }) : undefined;
    const oldest = now - (retention === 'delivered' ? limits.undeliveredKeptMs : retention.days * dayMs);
    const rows = await this.#db.selectFrom('messages').select(['seq', 'at', 'user_id', 'device_id', 'content', 'digest'])
      .where('conversation_id', '=', id).where('seq', '>', huskSeq)
      .orderBy('seq').limit(messagesPerPage)
      .execute();
    const spent = rows.filter((row) => row.content !== null && (row.at < oldest || (recipients
      && hasArrived({ seq: row.seq, at: row.at, userId: row.user_id, deviceId: row.device_id }, recipients))));
    if (head && spent.length > 0) await makeHusks(this.#db, id, head, spent);
    const seqs = spent.map((row) => row.seq);
    const gone = new Set(seqs);
    const firstKept = rows.findIndex((row) => row.content !== null && !gone.has(row.seq));
    const lastHusk = firstKept === -1 ? rows.at(-1) : rows[firstKept - 1];
    if (lastHusk) await this.#db.updateTable('conversations').set({ husk_seq: lastHusk.seq }).where('id', '=', id).execute();
    return { seqs, isDone: rows.length < messagesPerPage || (seqs.length === 0 && firstKept !== -1) };
  }

  forget(now: number): Promise<boolean> { return forgetSome(this.#db, this.#heads, now); }
}
