import type { Arrangement, SearchPage } from '../protocol/index.ts';
import { dataPageSchema, meSchema, personAnswerSchema, type PersonAnswer } from '../protocol/own.ts';
import { searchPageSchema } from '../protocol/search.ts';
import type { ConversationHandle, ListTools, ProfileChange } from './api.ts';
import { Arrangements, type ArrangementsParts } from './arrangements.ts';
import { DataFile } from './data-file.ts';
import { ClientDeviceTools } from './device-tools.ts';
import { ConversationEvents, type EventsParts } from './events.ts';
import { ClientGroupTools, type GroupToolsParts } from './group-tools.ts';
import type { History } from './history.ts';
import { merged, searchDevice } from './device-search.ts';
import type { Inbox } from './inbox.ts';
import { ProfileWishes, type ProfileWish } from './profile-wish.ts';
import { ClientPeopleTools } from './people-tools.ts';
import type { Receipts } from './receipts.ts';
import type { SessionKeeper } from './session.ts';
import { ClientStars } from './stars.ts';
import type { ReplicaParts } from './replica.ts';

interface ListToolsParts extends Omit<ArrangementsParts & GroupToolsParts & EventsParts, 'command'> {
  command: ArrangementsParts['command'] & GroupToolsParts['command'];
  inbox: Inbox;
  request: ReplicaParts['request'];
  history: History;
  receipts: Receipts;
  session: Pick<SessionKeeper, 'me' | 'setUser' | 'goOn'>;
}

/** Wiring: what one does with one's list, and what waits to be told, each by the part that knows how. */
export class ClientListTools implements ListTools {
  readonly groups: ClientGroupTools;
  readonly people: ClientPeopleTools;
  readonly devices: ClientDeviceTools;
  readonly #parts: ListToolsParts;
  readonly #arrangements: Arrangements;
  readonly #profileWishes: ProfileWishes;
  readonly stars: ClientStars;

  constructor(parts: ListToolsParts) {
    this.#parts = parts;
    this.#arrangements = new Arrangements(parts);
    this.#profileWishes = new ProfileWishes({ ...parts, updateMe: (change) => this.updateMe(change) });
    this.groups = new ClientGroupTools(parts);
    this.stars = new ClientStars({ ...parts, me: parts.session.me });
    this.people = new ClientPeopleTools(parts);
    this.devices = new ClientDeviceTools(parts);
  }

  arrange(conversationId: string, change: Arrangement): void { this.#arrangements.arrange(conversationId, change); }

  tellOfMe(change: ProfileWish['change']): Promise<void> { return this.#profileWishes.keep(change); }

  events(conversation: ConversationHandle): ConversationEvents {
    const { snapshot } = conversation;
    return new ConversationEvents(conversation, {
      ...this.#parts, store: snapshot,
      sign: () => JSON.stringify([snapshot.value?.title, snapshot.value?.people.map(({ id, role, hasLeft }) => [id, role, hasLeft])]),
    });
  }

  markRead(conversationId: string): void {
    const summary = this.#parts.inbox.state.value.conversations.find(({ id }) => id === conversationId);
    if (summary && summary.lastSeq > 0) this.#parts.receipts.read(conversationId, summary.lastSeq);
  }

  async search(words: string, before?: string): Promise<SearchPage & { isPartial?: true }> {
    const asked = new URLSearchParams({ q: words, ...(before === undefined ? {} : { before }) });
    const asking = this.#parts.request({ method: 'GET', path: `/inbox/search?${asked}`, schema: searchPageSchema });
    if (before !== undefined) return await asking;
    const { inbox, history, me } = this.#parts;
    const [server, device] = await Promise.allSettled([asking, searchDevice(words, { conversations: inbox.state.value.conversations, history, me: me() })]);
    const found = device.status === 'fulfilled' ? device.value : [];
    if (server.status === 'fulfilled') return { ...server.value, hits: merged(server.value.hits, found) };
    return { hits: found, isPartial: true };
  }

  async ownData({ onProgress, signal }: Parameters<ListTools['ownData']>[0] = {}): Promise<Blob> {
    const file = new DataFile();
    let before: string | undefined;
    do {
      signal?.throwIfAborted();
      const page = await this.#parts.request({ method: 'GET', path: `/me/data${before === undefined ? '' : `?before=${before}`}`, schema: dataPageSchema });
      file.add(page);
      onProgress?.(file.messages);
      before = page.next;
    } while (before !== undefined);
    signal?.throwIfAborted();
    return file.end();
  }

  async eraseMe(): Promise<void> { await this.#parts.request({ method: 'DELETE', path: '/me', schema: undefined }); }

  async updateMe(change: ProfileChange): Promise<void> {
    const { request, session } = this.#parts;
    const { user } = await request({ method: 'PATCH', path: '/me', schema: meSchema, body: change });
    await session.setUser(user);
  }

  person(userId: string): Promise<PersonAnswer> {
    return this.#parts.request({ method: 'GET', path: `/users/${encodeURIComponent(userId)}`, schema: personAnswerSchema });
  }
}
