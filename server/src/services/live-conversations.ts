import type { ConversationKind, Message, Permissions, SupportState, Watermarks } from '@foyer-chat/widget/protocol';
import type { ConversationRow, MemberRow, Store } from '../store/store.ts';
import { LruMap } from './lru-map.ts';

const maxConversations = 20_000;
const maxFloors = 20_000;
const maxChoices = 1_000;

/** A conversation somebody is busy in, as memory knows it: what the last commit said, plus watermarks that wait for theirs. */
export interface LiveConversation {
  readonly id: number;
  readonly uid: string;
  readonly siteId: number;
  readonly kind: ConversationKind;
  title: string;
  state: SupportState;
  /** Who of the staff handles it, by id on the wire; and until when it is snoozed. */
  assignee: string | null;
  snoozedUntil: number | null;
  version: number;
  lastSeq: number;
  lastMessage: Message | null;
  /** By user id. */
  readonly members: Map<number, MemberRow>;
  /** In `support`: the member that stands for the staff. */
  readonly team: MemberRow | undefined;
  /** In `direct`: who of the two has blocked the other, by user id. While anybody has, nobody writes in it. */
  blockers: readonly number[];
  /** What the members of a group may do; `null` where nobody has chosen. */
  permissions: Permissions | null;
  /** The watermarks every member has reached, as last announced. */
  shared: Watermarks;
  /** What each device is known to have, by device id. */
  readonly cursors: Map<number, number>;
}

/** Conversations in memory, each loaded once however many ask at the same time. */
export class LiveConversations {
  readonly #store: Pick<Store, 'conversations'>;
  readonly #byUid = new Map<string, LiveConversation>();
  readonly #byId = new LruMap<number, LiveConversation>(maxConversations, (live) => this.#byUid.delete(live.uid));
  readonly #loading = new Map<string, Promise<LiveConversation | undefined>>();
  /** Rows of older versions name members who are no more; a list may have read one before that, and bring it after. */
  readonly #floors = new LruMap<number, number>(maxFloors);
  /** Who has chosen lately what is told of their reading, for rows that were read before: where it rests by conversation, or `null` where it goes on. */
  readonly #choices = new LruMap<number, ReadonlyMap<number, number> | null>(maxChoices);
  /** Raised when everything is forgotten, so that what was being read then is not kept. */
  #generation = 0;

  constructor(parts: { store: Pick<Store, 'conversations'> }) { this.#store = parts.store; }

  /** What memory has: the hot path awaits nothing. */
  peek(uid: string): LiveConversation | undefined {
    const live = this.#byUid.get(uid);
    if (live) this.#byId.get(live.id);
    return live;
  }

  peekById(id: number): LiveConversation | undefined { return this.#byId.get(id); }

  async get(uid: string): Promise<LiveConversation | undefined> {
    return this.peek(uid) ?? this.#loadOnce(uid, () => this.#store.conversations.getByUid(uid));
  }

  async getById(id: number): Promise<LiveConversation | undefined> {
    return this.#byId.get(id) ?? this.#loadOnce(`#${id}`, () => this.#store.conversations.get(id));
  }

  /** The live state of a row that a list has just read; memory wins where it has one. */
  adopt(row: ConversationRow): LiveConversation {
    const known = this.#byId.get(row.id);
    if (known) return known;
    const live = this.#toLive(row);
    if (row.version < (this.#floors.get(row.id) ?? 0)) return live;
    this.#byId.set(live.id, live);
    this.#byUid.set(live.uid, live);
    return live;
  }

  /** The object that now stands for the conversation, should it have been forgotten and read again meanwhile. */
  current(live: LiveConversation): LiveConversation { return this.#byUid.get(live.uid) ?? live; }

  /** Rows from before this version are not kept any more: they say otherwise who is a member, or what it is called. Returns what memory has now. */
  outdated(live: LiveConversation, version: number): LiveConversation {
    this.#floors.set(live.id, version);
    this.#loading.clear();
    return this.current(live);
  }

  drop(live: LiveConversation): void {
    this.#byId.delete(live.id);
    this.#byUid.delete(live.uid);
  }

  /** A member is another user from this version on: the conversation is read again. What waits to be stored of them is the other's. */
  handOver(id: number, version: number, { from, to }: { from: number; to: number }): void {
    this.#floors.set(id, version);
    this.#loading.clear();
    const live = this.#byId.get(id);
    if (!live) return;
    const member = live.members.get(from);
    if (member) member.userId = to;
    this.drop(live);
  }

  /** A member lets no more be told of how far they have read than where it rests in each conversation, or (`null`) all of it again. */
  retell(userId: number, resting: ReadonlyMap<number, number> | null): void {
    this.#choices.set(userId, resting);
    for (const live of this.#byUid.values()) this.#applyChoice(live, userId, resting);
  }

  #applyChoice({ id, kind, members }: LiveConversation, userId: number, resting: ReadonlyMap<number, number> | null): void {
    const member = kind === 'support' ? undefined : members.get(userId);
    if (member) member.toldSeq = resting && (member.toldSeq ?? resting.get(id) ?? 0);
  }

  #toLive(row: ConversationRow): LiveConversation {
    const live = toLive(row);
    for (const userId of live.members.keys()) {
      const resting = this.#choices.get(userId);
      if (resting !== undefined) this.#applyChoice(live, userId, resting);
    }
    return live;
  }

  clear(): void {
    this.#generation += 1;
    this.#choices.clear();
    this.#byId.clear();
    this.#byUid.clear();
    this.#loading.clear();
  }

  #loadOnce(key: string, read: () => Promise<ConversationRow | undefined>): Promise<LiveConversation | undefined> {
    const running = this.#loading.get(key);
    if (running) return running;
    const generation = this.#generation;
    const loading = read().then((row) => {
      if (!row) return undefined;
      return generation === this.#generation ? this.adopt(row) : this.#toLive(row);
    }).finally(() => { if (this.#loading.get(key) === loading) this.#loading.delete(key); });
    this.#loading.set(key, loading);
    return loading;
  }
}

function toLive(row: ConversationRow): LiveConversation {
  const members = new Map(row.members.map((member) => [member.userId, { ...member }]));
  return {
    id: row.id, uid: row.uid, siteId: row.siteId, kind: row.kind, title: row.title, state: row.state, assignee: row.assignee, snoozedUntil: row.snoozedUntil,
    version: row.version, lastSeq: row.lastSeq, lastMessage: row.lastMessage,
    members, team: [...members.values()].find((member) => member.role === 'team'), blockers: row.blockers, permissions: row.permissions,
    shared: sharedWatermarks(members.values()), cursors: new Map(),
  };
}

/** The watermarks that every one of these members has reached, as far as they let it be told. */
export function sharedWatermarks(members: Iterable<MemberRow>): Watermarks {
  let deliveredSeq = Infinity;
  let readSeq = Infinity;
  for (const member of members) {
    deliveredSeq = Math.min(deliveredSeq, member.deliveredSeq);
    readSeq = Math.min(readSeq, member.readSeq, member.toldSeq ?? Infinity);
  }
  return Number.isFinite(deliveredSeq) ? { deliveredSeq, readSeq } : { deliveredSeq: 0, readSeq: 0 };
}
