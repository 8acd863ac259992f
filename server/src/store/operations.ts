import type { Handling, NotesStore, RepliesStore, SearchStore, VisitorsStore } from './desk-store.ts';
import type { EventsStore } from './events-store.ts';
import type { LinksStore } from './links-store.ts';
import type { PersonBlocksStore, ReportsStore } from './protection-store.ts';
import type { MetaRepository } from './repositories/meta.ts';
import type { RetentionSteps } from './repositories/retention.ts';
import type { StarsStore } from './stars-store.ts';
import type { ConversationLog, Conversations, Devices, Sites, StaffAccounts, Users } from './store.ts';

/** What the repositories of one connection offer. Named here, made in `repositories-over.ts`: the main thread of the embedded engine never loads them. */
export interface Repositories {
  readonly sites: Sites;
  readonly users: Users;
  readonly devices: Devices;
  readonly links: LinksStore;
  readonly staff: StaffAccounts;
  readonly conversations: Conversations;
  readonly events: EventsStore;
  readonly handling: Handling;
  readonly notes: NotesStore;
  readonly replies: RepliesStore;
  readonly visitors: VisitorsStore;
  readonly search: SearchStore;
  readonly stars: StarsStore;
  readonly personBlocks: PersonBlocksStore;
  readonly reports: ReportsStore;
  readonly log: Omit<ConversationLog, 'append'>;
  readonly retention: RetentionSteps;
  readonly meta: Pick<MetaRepository, 'ping' | 'outsideChanges' | 'noteOutsideChange'>;
}

/** `read`: one query. `view`: several queries that must see one moment. `write`: a transaction. */
export type Access = 'read' | 'view' | 'write';
type Noun = keyof Repositories;

/** How every operation is run. Engines build their ports from this table. */
const operations: { readonly [N in Noun]: { readonly [M in keyof Repositories[N]]: Access } } = {
  sites: { add: 'write', get: 'read', getById: 'read', list: 'read', update: 'write' },
  users: {
    create: 'write', get: 'read', getMany: 'read', getByUid: 'read', getByExternalId: 'read', update: 'write', setPrivacy: 'write', setBlocked: 'write', blockedIds: 'read', setLastSeen: 'write',
    staffOf: 'read', formerStaff: 'read', contactsOf: 'read', identify: 'write', exportOf: 'view', exportPage: 'view', erase: 'write',
  },
  devices: { create: 'write', get: 'read', ofUser: 'read', byToken: 'read', rotate: 'write', revoke: 'write', setLastSeen: 'write' },
  links: { make: 'write', end: 'write', byKey: 'read', byCode: 'write', accept: 'write' },
  staff: { count: 'read', byEmail: 'view', byUser: 'view', add: 'write', setPassword: 'write', remove: 'write', addSetup: 'write', takeSetup: 'write' },
  conversations: {
    open: 'write', getByUid: 'view', get: 'view', ofUser: 'view', arrange: 'write', setMember: 'write', formerMembers: 'read', rename: 'write',
    setPermissions: 'write', writersTo: 'read', setInvite: 'write', invite: 'read', invitedTo: 'read',
  },
  events: { page: 'read' },
  handling: { setState: 'write', assign: 'write', snooze: 'write', wake: 'write', wakeDue: 'write', page: 'view', counts: 'read', answerTimes: 'view', withVisitors: 'view' },
  notes: { add: 'write', get: 'read', page: 'read', delete: 'write' },
  replies: { list: 'read', put: 'write', delete: 'write' },
  visitors: { note: 'write', get: 'view', places: 'view', byEmail: 'read' },
  search: { step: 'view' },
  stars: { set: 'write', page: 'read', seqsIn: 'read' },
  personBlocks: { set: 'write', of: 'read', blockersAmong: 'read', blockersOf: 'read', between: 'read', haveMet: 'read' },
  reports: { add: 'write', open: 'read', countOpen: 'read', involving: 'read', handle: 'write', expire: 'write' },
  log: {
    edit: 'write', delete: 'write', react: 'write', receipts: 'write', message: 'read', authorsAmong: 'read', changesAfter: 'view', page: 'read', snapshot: 'view',
  },
  retention: { expire: 'write', forget: 'write' },
  meta: { ping: 'write', outsideChanges: 'read', noteOutsideChange: 'write' },
};

/** One operation, named so that it can cross a thread. */
export interface Call {
  noun: Noun;
  method: string;
  args: unknown[];
}

/** Runs a call on the repositories of the connection that it needs. */
export async function perform(repositories: Repositories, { noun, method, args }: Call): Promise<unknown> {
  const repository = repositories[noun] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  return repository[method]?.(...args);
}

/** The repositories as seen from where they are not: every method becomes a call. */
export function portsOver(run: (call: Call, access: Access) => Promise<unknown>): Repositories {
  const ports = Object.entries(operations).map(([noun, methods]) => [
    noun,
    Object.fromEntries(Object.entries(methods as Record<string, Access>).map(([method, access]) => [
      method,
      (...args: unknown[]) => run({ noun: noun as Noun, method, args }, access),
    ])),
  ]);
  return Object.fromEntries(ports) as Repositories;
}
