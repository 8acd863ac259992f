import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { FoyerError } from '@foyer-chat/widget/protocol';
import { isSameContent } from '../digest.ts';
import { activityGrainMs, isSettleDue, type CachedHeads, type Head } from '../heads.ts';
import { settleSenders } from '../repositories/conversation-rows.ts';
import type { Db } from '../schema.ts';
import { faultOf } from './faults.ts';
import type { AppendColumns, AppendedColumns } from './messages.ts';

interface Existing { conversation_id: number; seq: number; v: number; at: number; content: string | null; digest: Uint8Array | null }

/** The hot path: one prepared insert per message, straight on the connection. A failing insert undoes itself alone. */
export class Appender {
  readonly #db: Db;
  readonly #heads: CachedHeads;
  readonly #insert: StatementSync;
  readonly #existing: StatementSync;
  readonly #touch: StatementSync;

  constructor(database: DatabaseSync, db: Db, heads: CachedHeads) {
    this.#db = db;
    this.#heads = heads;
    this.#insert = database.prepare(`INSERT INTO messages (conversation_id, seq, v, user_id, device_id, client_id, at, content, reply_to)
      SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM users WHERE id = ? ON CONFLICT (client_id, device_id) DO NOTHING`);
    this.#existing = database.prepare('SELECT conversation_id, seq, v, at, content, digest FROM messages WHERE client_id = ? AND device_id = ?');
    this.#touch = database.prepare('UPDATE conversations SET active_at = ? WHERE id = ?');
  }

  /** Appends the rows `from` ≤ index < `to` inside the open transaction. Throws only what must undo all of it. */
  async append(rows: AppendColumns, from: number, to: number, answers: AppendedColumns): Promise<void> {
    for (let index = from; index < to; index += 1) {
      try {
        const conversationId = rows.conversationId[index]!;
        const head = this.#heads.get(conversationId) ?? await this.#heads.lock(this.#db, conversationId);
        if (!head) throw new FoyerError('not-found');
        this.#one(rows, index, head, answers);
        if (isSettleDue(conversationId, head)) await settleSenders(this.#db, conversationId, head);
      } catch (error) {
        const fault = faultOf(error);
        if (fault.code === 'unavailable') throw fault;
        this.#heads.drop();
        answers.v[index] = answers.errors.push(fault.toJSON()) - 1;
        answers.status[index] = 'failed';
      }
    }
  }

  #one(rows: AppendColumns, index: number, head: Head, answers: AppendedColumns): void {
    const conversationId = rows.conversationId[index]!;
    const clientId = rows.clientId[index]!;
    const deviceId = rows.deviceId[index]!;
    const at = rows.at[index]!;
    const content = rows.content[index]!;
    const userId = rows.userId[index]!;
    const { changes } = this.#insert.run(
      conversationId, head.lastSeq + 1, head.version + 1, userId, deviceId, clientId, at, content, rows.replyTo[index]!, userId,
    );
    if (changes === 0) {
      const existing = this.#existing.get(clientId, deviceId) as unknown as Existing | undefined;
      // Whoever sends it is no more: erased, or somebody else since a moment ago.
      if (!existing) throw new FoyerError('session-ended');
      const isRepeated = existing.conversation_id === conversationId && isSameContent(existing, content);
      answers.status[index] = isRepeated ? 'repeated' : 'reused';
      answers.v[index] = existing.v;
      answers.seq[index] = existing.seq;
      answers.at[index] = existing.at;
      return;
    }
    answers.status[index] = 'stored';
    answers.v[index] = head.version += 1;
    answers.seq[index] = head.lastSeq += 1;
    answers.at[index] = at;
    if (at > head.activeAt + activityGrainMs) {
      this.#touch.run(at, conversationId);
      head.activeAt = at;
    }
  }
}
