import { FoyerError, limits, wordsOf, type DeskResponses, type Report, type ReportRequest } from '@foyer-chat/widget/protocol';
import type { ReportRow } from '../store/protection-store.ts';
import type { Store, UserRow } from '../store/store.ts';
import { readCursor, writeCursor } from './activity-cursor.ts';
import type { LiveConversations } from './live-conversations.ts';
import { authorise } from './permissions.ts';
import type { PersonBlocks } from './person-blocks.ts';
import type { Clock, Publisher, Session } from './ports.ts';
import { newId } from './random-ids.ts';
import { toUser, type UserCache } from './user-cache.ts';

interface ReportsParts {
  store: Pick<Store, 'reports' | 'personBlocks' | 'log'>;
  users: UserCache; live: LiveConversations; personBlocks: PersonBlocks; publisher: Publisher; clock: Clock;
}

/** What people say of others to the team of their site. It goes to the desk and to nobody else. */
export class Reports {
  readonly #parts: ReportsParts;

  constructor(parts: ReportsParts) { this.#parts = parts; }

  /** The same `clientId` again is the same report. People whom one has never met, and messages that are gone, are `not-found`. */
  async add(session: Session, request: ReportRequest): Promise<{ id: string; isNew: boolean }> {
    const { store, personBlocks, clock } = this.#parts;
    const reported = await personBlocks.stranger(session, request.user);
    const said = await this.#quoted(session, reported, request);
    if (!said && !(await store.personBlocks.haveMet(session.userId, reported.id))) throw new FoyerError('not-found');
    const { clientId, reason, note } = request;
    const { report, isNew } = await store.reports.add({
      uid: newId(), siteId: session.siteId, reporterId: session.userId, reportedId: reported.id, clientId, at: clock.now(), reason, note, ...said,
    });
    if (isNew) await this.#tell([report]);
    return { id: report.uid, isNew };
  }

  /** `before`: the `next` of the page that came before this. */
  async page({ siteId }: Session, before: string | undefined): Promise<DeskResponses['reports']> {
    const { store } = this.#parts;
    const [{ reports, next }, open] = await Promise.all([
      store.reports.open(siteId, before === undefined ? undefined : readCursor(before).id, limits.reportsPage), store.reports.countOpen(siteId),
    ]);
    return { reports: await this.#shown(reports), open, ...(next === undefined ? {} : { next: writeCursor({ activeAt: 0, id: next }) }) };
  }

  /** One that was handled can be taken up again as long as it is kept. */
  async handle({ siteId, userId }: Session, uid: string, isHandled: boolean): Promise<void> {
    const { store, clock } = this.#parts;
    const report = await store.reports.handle(siteId, uid, isHandled ? { at: clock.now(), by: userId } : null);
    if (!report) throw new FoyerError('not-found');
    if (isHandled) await this.closed(siteId, [uid]);
    else await this.#tell([report]);
  }

  /** Forgets what nobody need know any more. */
  async expire(): Promise<void> {
    const now = this.#parts.clock.now();
    const gone = await this.#parts.store.reports.expire({ at: now - limits.reportKeptMs, handledAt: now - limits.handledReportKeptMs });
    for (const [siteId, reports] of Map.groupBy(gone.filter(({ isOpen }) => isOpen), (report) => report.siteId)) await this.closed(siteId, reports.map(({ uid }) => uid));
  }

  /** By a user or about them, and not handled yet. */
  involving(userId: number): Promise<ReportRow[]> { return this.#parts.store.reports.involving(userId); }

  /** Somebody is another one from now on: what waits is told again with whom it is about. */
  async retold(userId: number): Promise<void> { await this.#tell(await this.involving(userId)); }

  /** These wait no more, and nobody who joins later is shown them. */
  async closed(siteId: number, uids: readonly string[]): Promise<void> {
    const { store, publisher } = this.#parts;
    if (uids.length === 0) return;
    publisher.clearDesk(siteId);
    if (!publisher.hasDesk(siteId)) return;
    const open = await store.reports.countOpen(siteId);
    publisher.desk(siteId, ...uids.map((report) => ({ kind: 'report-closed' as const, report, open })));
  }

  /** Where a message was said, and what it says now, for it may say something else later. */
  async #quoted(session: Session, reported: UserRow, { conversation, seq }: ReportRequest): Promise<{ conversationId: number; seq?: number; text?: string } | undefined> {
    if (conversation === undefined) return undefined;
    const live = await this.#parts.live.get(conversation);
    authorise(session, live, 'read');
    if (seq === undefined) {
      if (!live.members.has(reported.id)) throw new FoyerError('not-found');
      return { conversationId: live.id };
    }
    const message = await this.#parts.store.log.message(live.id, seq);
    if (!message || message.content.kind === 'none') throw new FoyerError('not-found');
    if (message.from !== reported.uid) throw new FoyerError('bad-request', { message: 'Somebody else has written this message.' });
    return { conversationId: live.id, seq, text: wordsOf(message.content) };
  }

  async #tell(rows: readonly ReportRow[]): Promise<void> {
    const { store, publisher } = this.#parts;
    for (const [siteId, reports] of Map.groupBy(rows, (row) => row.siteId)) {
      if (!publisher.hasDesk(siteId)) continue;
      const open = await store.reports.countOpen(siteId);
      const shown = await this.#shown(reports);
      publisher.desk(siteId, ...shown.map((report) => ({ kind: 'report' as const, report, open })));
    }
  }

  async #shown(rows: readonly ReportRow[]): Promise<Report[]> {
    const people = new Map((await this.#parts.users.getMany(new Set(rows.flatMap(({ reporterId, reportedId }) => [reporterId, reportedId])))).map((row) => [row.id, row]));
    return rows.flatMap(({ uid, at, reporterId, reportedId, reason, note, place, text }) => {
      const [reporter, reported] = [people.get(reporterId), people.get(reportedId)];
      // Erased meanwhile.
      if (!reporter || !reported) return [];
      return {
        id: uid, at, reporter: toUser(reporter, { email: true }), reported: toUser(reported, { email: true }), reason,
        ...(note === null ? {} : { note }), ...(place === null ? {} : { place }), ...(text === null ? {} : { text }),
      };
    });
  }
}
