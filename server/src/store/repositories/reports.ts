import { FoyerError } from '@foyer-chat/widget/protocol';
import type { NewReport, ReportRow, ReportsStore } from '../protection-store.ts';
import type { Db } from '../schema.ts';

export class ReportsRepository implements ReportsStore {
  readonly #db: Db;
  constructor(db: Db) { this.#db = db; }

  async add(report: NewReport): Promise<{ report: ReportRow; isNew: boolean }> {
    const added = await this.#db.insertInto('reports')
      .values({
        uid: report.uid, site_id: report.siteId, reporter_id: report.reporterId, reported_id: report.reportedId, client_id: report.clientId, at: report.at,
        reason: report.reason, note: report.note ?? null, conversation_id: report.conversationId ?? null, seq: report.seq ?? null, text: report.text ?? null,
      })
      .onConflict((conflict) => conflict.columns(['reporter_id', 'client_id']).doNothing())
      .returning('id').executeTakeFirst();
    const stored = await reportsFrom(this.#db).where('r.reporter_id', '=', report.reporterId).where('r.client_id', '=', report.clientId).executeTakeFirstOrThrow();
    if (stored.reported_id !== report.reportedId || stored.reason !== report.reason) throw new FoyerError('client-id-reused');
    return { report: toReport(stored), isNew: added !== undefined };
  }

  async open(siteId: number, before: number | undefined, limit: number): Promise<{ reports: ReportRow[]; next?: number }> {
    let query = reportsFrom(this.#db).where('r.site_id', '=', siteId).where('r.handled_at', 'is', null).orderBy('r.id', 'desc').limit(limit + 1);
    if (before !== undefined) query = query.where('r.id', '<', before);
    const rows = await query.execute();
    const shown = rows.slice(0, limit);
    const oldest = shown.at(-1);
    return { reports: shown.map(toReport), ...(rows.length > limit && oldest ? { next: oldest.id } : {}) };
  }

  async countOpen(siteId: number): Promise<number> {
    const { count } = await this.#db.selectFrom('reports').select((eb) => eb.fn.countAll<number>().as('count'))
      .where('site_id', '=', siteId).where('handled_at', 'is', null).executeTakeFirstOrThrow();
    return Number(count);
  }

  async involving(userId: number): Promise<ReportRow[]> {
    const rows = await reportsFrom(this.#db).where('r.handled_at', 'is', null)
      .where((eb) => eb.or([eb('r.reporter_id', '=', userId), eb('r.reported_id', '=', userId)])).orderBy('r.id').execute();
    return rows.map(toReport);
  }

  async handle(siteId: number, uid: string, handled: { at: number; by: number } | null): Promise<ReportRow | undefined> {
    await this.#db.updateTable('reports').set({ handled_at: handled?.at ?? null, handled_by: handled?.by ?? null }).where('uid', '=', uid).where('site_id', '=', siteId).execute();
    const row = await reportsFrom(this.#db).where('r.uid', '=', uid).where('r.site_id', '=', siteId).executeTakeFirst();
    return row && toReport(row);
  }

  async expire(before: { at: number; handledAt: number }): Promise<{ siteId: number; uid: string; isOpen: boolean }[]> {
    const gone = await this.#db.deleteFrom('reports').where((eb) => eb.or([eb('at', '<', before.at), eb('handled_at', '<', before.handledAt)]))
      .returning(['site_id', 'uid', 'handled_at']).execute();
    return gone.map((row) => ({ siteId: row.site_id, uid: row.uid, isOpen: row.handled_at === null }));
  }
}

const reportsFrom = (db: Db) => db.selectFrom('reports as r').leftJoin('conversations as c', 'c.id', 'r.conversation_id')
  .select(['r.id', 'r.uid', 'r.site_id', 'r.at', 'r.reporter_id', 'r.reported_id', 'r.reason', 'r.note', 'r.text', 'r.handled_at', 'c.kind', 'c.title']);

type Row = Awaited<ReturnType<ReturnType<typeof reportsFrom>['executeTakeFirstOrThrow']>>;

const toReport = (row: Row): ReportRow => ({
  id: row.id, uid: row.uid, siteId: row.site_id, at: row.at, reporterId: row.reporter_id, reportedId: row.reported_id, reason: row.reason, note: row.note,
  place: row.kind === null || row.title === null ? null : { kind: row.kind, title: row.title }, text: row.text, handledAt: row.handled_at,
});

/** What one said of others, and others of them, is another user's. Of oneself there is nothing to report. */
export async function moveReports(db: Db, from: number, to: number): Promise<void> {
  // Ids of clients are of devices, which keep theirs: of two devices the same one is hardly ever chosen, and the report counts more than its dedupe key.
  const own = await db.selectFrom('reports').select(['id', 'uid', 'client_id']).where('reporter_id', '=', from).execute();
  for (const { id, uid, client_id } of own) {
    const taken = await db.selectFrom('reports').select('id').where('reporter_id', '=', to).where('client_id', '=', client_id).executeTakeFirst();
    await db.updateTable('reports').set({ reporter_id: to, ...(taken ? { client_id: uid } : {}) }).where('id', '=', id).execute();
  }
  await db.updateTable('reports').set({ reported_id: to }).where('reported_id', '=', from).execute();
  await db.deleteFrom('reports').where('reporter_id', '=', to).where('reported_id', '=', to).execute();
}

export async function deleteReports(db: Db, userId: number): Promise<void> {
  await db.deleteFrom('reports').where((eb) => eb.or([eb('reporter_id', '=', userId), eb('reported_id', '=', userId)])).execute();
  await db.updateTable('reports').set({ handled_by: null }).where('handled_by', '=', userId).execute();
}
