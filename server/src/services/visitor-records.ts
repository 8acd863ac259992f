import { FoyerError, limits, storedUrl, type ContextRequest, type DeskResponses, type VisitorPage, type VisitorPlace } from '@foyer-chat/widget/protocol';
import type { Store, UserRow } from '../store/store.ts';
import type { DeskVisits } from './desk-visits.ts';
import type { Session, Clock } from './ports.ts';

/** Earlier conversations shown with a person, and visitors with the same address that are looked for. */
const maxEarlier = 20;

interface VisitorRecordsParts { store: Pick<Store, 'visitors' | 'handling' | 'devices'>; visits: DeskVisits; clock: Clock }

/** What the site says of a visitor, and where they are: for staff. */
export class VisitorRecords {
  readonly #parts: VisitorRecordsParts;

  constructor(parts: VisitorRecordsParts) { this.#parts = parts; }

  /** A visitor's own; staff are `forbidden`. */
  async note(session: Session, { context, language, page }: ContextRequest): Promise<void> {
    const { store, visits, clock } = this.#parts;
    if (session.kind === 'staff') throw new FoyerError('forbidden');
    const place = await store.visitors.note({
      userId: session.userId, at: clock.now(), maxPages: limits.pagesPerVisitor,
      ...(context === undefined ? {} : { context }), ...(language === undefined ? {} : { language }), ...(page === undefined ? {} : { page: toStored(page) }),
    });
    visits.tell(session.siteId, { kind: 'visitor', ...toPlace(session.user, place), ...(context === undefined ? {} : { context }) });
  }

  /** Of those of whom anything is known. */
  async places(users: readonly UserRow[]): Promise<VisitorPlace[]> {
    const uids = new Map(users.map(({ id, uid }) => [id, uid]));
    const places = await this.#parts.store.visitors.places([...uids.keys()]);
    return places.map((place) => toPlace(uids.get(place.userId) ?? '', place));
  }

  /** What staff of the site see of a user beside their profile; rows of conversations are the caller's to show. */
  async of(siteId: number, user: UserRow): Promise<Omit<DeskResponses['person'], 'user' | 'presence' | 'createdAt' | 'conversations'> & { rows: Awaited<ReturnType<Store['handling']['withVisitors']>> }> {
    const { store } = this.#parts;
    const [{ context, language, pages }, devices, same] = await Promise.all([
      store.visitors.get(user.id),
      store.devices.ofUser(user.id),
      user.email === null || user.siteId === null ? [] : store.visitors.byEmail(siteId, user.email, maxEarlier),
    ]);
    return {
      devices: devices.filter(({ revokedAt }) => revokedAt === null).map(({ label, lastSeenAt }) => ({ label, lastSeenAt })),
      context, pages, ...(language === null ? {} : { language }),
      rows: await store.handling.withVisitors(siteId, [...new Set([user.id, ...same])], maxEarlier),
    };
  }
}

function toStored({ url, title, referrer }: NonNullable<ContextRequest['page']>): { url: string; title: string; referrer?: string } {
  const address = storedUrl(url);
  if (address === undefined) throw new FoyerError('bad-request', { message: 'page.url is no web address.' });
  const from = storedUrl(referrer ?? '');
  return { url: address, title, ...(from === undefined ? {} : { referrer: from }) };
}

const toPlace = (user: string, { page, language }: { page: VisitorPage | null; language: string | null }): VisitorPlace =>
  ({ user, ...(page === null ? {} : { page }), ...(language === null ? {} : { language }) });
