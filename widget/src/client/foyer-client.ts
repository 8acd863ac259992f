import { FoyerError } from '../protocol/errors.ts';
import type { PersonAnswer } from '../protocol/own.ts';
import type { Snapshot } from '../protocol/records.ts';
import type { Content, ConversationTarget, FoyerClient, FoyerClientEvents, FoyerClientOptions, ListTools, Page, ProfileChange } from './api.ts';
import { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import { ConversationOpener } from './conversation-opener.ts';
import type { DeskState, DeskTools } from './desk-api.ts';
import { DeskLoader } from './desk-loader.ts';
import { emptyDesk } from './desk-state.ts';
import { createDeviceStorage, defaultStorageKind } from './device-storage.ts';
import { Drafts } from './drafts.ts';
import { Emitter } from './emitter.ts';
import { History } from './history.ts';
import { Http } from './http.ts';
import { Inbox } from './inbox.ts';
import { lazily, notFetched } from './lazily.ts';
import { ListTyping } from './list-typing.ts';
import { createLocks } from './locks.ts';
import { News } from './news.ts';
import { Outbox } from './outbox.ts';
import { OutboxSender } from './outbox-sender.ts';
import { PresenceBook } from './presence.ts';
import { Receipts } from './receipts.ts';
import { Replicas } from './replicas.ts';
import { SessionKeeper } from './session.ts';
import { recovered, settled } from './settlement.ts';
import { Store } from './store.ts';
import { Tabs, type TabHint } from './tabs.ts';
import type { Visit, VisitFacts } from './visit.ts';

/** A client of one site, or of the staff desk. Does nothing at all before `start()`. */
export function createFoyerClient(options: FoyerClientOptions): FoyerClient {
  return new Client(options);
}

/** Wiring: who hears of what. Every rule is in the parts. */
class Client implements FoyerClient {
  readonly queued = new Store(0);
  readonly desk = new Store<DeskState>(emptyDesk);
  readonly #emitter = new Emitter();
  readonly #name: string;
  readonly #isStaff: boolean;
  readonly #storage;
  readonly listTools: () => Promise<ListTools>;
  readonly #presence = new PresenceBook();
  readonly #listTyping = new ListTyping(() => this.#session.me.value?.id);
  readonly #session: SessionKeeper;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #sender: OutboxSender;
  readonly #receipts: Receipts;
  readonly #drafts: Drafts;
  readonly #history: History;
  readonly #replicas: Replicas;
  readonly #news: News;
  readonly #inbox: Inbox;
  readonly #deskLoader: DeskLoader;
  readonly #opener: ConversationOpener;
  readonly #facts: VisitFacts = {};
  readonly #visit: () => Promise<Visit>;
  #tabs: Tabs | undefined;
  #isStarted = false;

  constructor(options: FoyerClientOptions) {
    const now = options.now ?? Date.now;
    const random = options.random ?? Math.random;
    const { server, site, origin, WebSocket = globalThis.WebSocket } = options;
    this.#isStaff = options.staff === true || site === 'staff';
    this.#name = `foyer:${this.#isStaff ? 'staff' : site}`;
    this.#storage = createDeviceStorage(this.#name, options.storage ?? defaultStorageKind());
    const { settings, isShared } = this.#storage;
    const locks = createLocks(isShared);
    const lockName = `${this.#name}:outbox`;
    // Only a socket constructor of the caller's takes headers; the platform's own would throw.
    const socketOrigin = options.WebSocket ? origin : undefined;

    const http = new Http({ server, fetch: options.fetch ?? globalThis.fetch, origin });
    this.#session = new SessionKeeper({
      http,
      settings, locks, now, lockName: `${this.#name}:refresh`, site: site === 'staff' ? undefined : site, isStaff: this.#isStaff,
      deviceLabel: options.deviceLabel,
      succession: lazily(async () => {
        const { Succession } = await import('./succession.ts').catch(notFetched);
        return new Succession({
          http, now, locks, lockName, storage: this.#storage, outbox: this.#outbox, drafts: this.#drafts, history: this.#history, summaries: () => this.#inbox.state.value.conversations,
          forget: () => this.#forget(), forgetShown: () => this.#forgetShown(), onReset: () => { this.#emitter.emit('reset', {}); }, hear: () => this.listTools(),
        });
      }),
      onReplaced: () => this.#followReplaced(true),
      onRenamed: (from, to) => { this.#replicas.rename(from, to); },
      announce: () => { this.#tabs?.tell({ about: 'session' }); },
    });
    this.#connection = new Connection({ server, WebSocket, origin: socketOrigin, now, random, accessToken: (refused) => this.#session.accessToken(refused) });
    this.#outbox = new Outbox({ store: this.#storage.outbox, now, isOnline: () => this.#connection.isOnline.value, announce: () => { this.#tabs?.tell({ about: 'outbox' }); } });
    this.#sender = new OutboxSender({
      outbox: this.#outbox, locks, lockName, isOnline: this.#connection.isOnline, now, random,
      send: (args) => this.#connection.command('message.send', args),
    });
    this.#receipts = new Receipts({
      settings, now, random, isOnline: this.#connection.isOnline, send: (name, args) => this.#connection.command(name, args),
    });
    this.#drafts = new Drafts({ settings, stash: isShared ? `${this.#name}:draft` : undefined, announce: (conversation) => { this.#tabs?.tell({ about: 'draft', conversation }); } });
    this.#history = new History(this.#storage.history);
    const shared = { channels: this.#connection, request: this.#session.request.bind(this.#session), now, random };
    this.#replicas = new Replicas({
      ...shared,
      history: this.#history,
      recover: (conversation, messages) => recovered(this.#outbox.of(conversation), messages, this.#session.me.value?.id ?? ''),
      onStored: (snapshot) => { this.#stored(snapshot); },
      onState: (snapshot) => { this.#news.changed(snapshot); },
    });
    this.#news = new News({
      replicas: this.#replicas, receipts: this.#receipts, me: () => this.#session.me.value?.id,
      onMessage: (conversationId, message) => { this.#emitter.emit('message', { conversationId, message }); },
    });
    const lists = {
      ...shared, settings, presence: this.#presence, receipts: this.#receipts, news: this.#news, typing: this.#listTyping, me: () => this.#session.me.value?.id,
      command: this.#connection.command.bind(this.#connection), isOnline: this.#connection.isOnline,
    };
    this.#inbox = new Inbox({ ...lists, onMe: (user) => { void this.#session.setUser(user); } });
    this.#deskLoader = new DeskLoader({ ...lists, state: this.desk });
    this.listTools = lazily(async () => {
      const { ClientListTools } = await import('./list-tools.ts').catch(notFetched);
      return new ClientListTools({ ...lists, session: this.#session, inbox: this.#inbox, history: this.#history, locks, lockName: `${this.#name}:arranged` });
    });
    this.#opener = new ConversationOpener({
      request: shared.request, summaries: () => [...this.#inbox.state.value.conversations, ...this.desk.value.conversations],
    });
    this.#visit = lazily(async () => new (await import('./visit.ts')).Visit({ facts: this.#facts, request: shared.request, isOnline: this.#connection.isOnline }));
    this.#inbox.state.subscribe(({ conversations }) => { for (const { id } of conversations) this.#drafts.of(id); });
    this.#outbox.entries.subscribe((entries) => { this.queued.set(entries.filter(({ state }) => state.name === 'queued').length); });
    this.#connection.isOnline.subscribe((isOnline) => { this.#linked(isOnline); });
    this.#connection.status.subscribe((status) => { if (status.name === 'failed') this.#emitter.emit('error', { code: status.code }); });
  }

  get status() { return this.#connection.status; }
  get me() { return this.#session.me; }
  get inbox() { return this.#inbox.state; }
  get presence() { return this.#presence.users; }
  get typing() { return this.#listTyping.typing; }
  get outbox() { return this.#outbox.entries; }
  get drafts() { return this.#drafts.written; }
  get storage() { return this.#storage.kind; }

  /** Resolves when what the device knows is there; the connection is on its way then. */
  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    if (this.#isStaff) {
      await this.#deskLoader.load().catch((error: unknown) => {
        this.#isStarted = false;
        throw error;
      });
    }
    if (!this.#isStarted) return;
    this.#openTabs();
    await this.#session.load();
    await Promise.all([this.#drafts.restore(), this.#outbox.load(), this.#receipts.start(), this.#inbox.load(), this.#deskLoader.desk?.load()]);
    if (!this.#isStarted) return;
    this.#follow();
    this.#sender.start();
    this.#connection.start();
    // Without the code it waits for the next time.
    void this.#inbox.hasWishes().then(async (has) => { if (has) await this.listTools(); }).catch(() => undefined);
  }

  async stop(): Promise<void> {
    if (!this.#isStarted) return;
    this.#isStarted = false;
    this.#sender.stop();
    this.#receipts.stop();
    this.#unfollow();
    this.#replicas.close();
    // Before anything is waited for: a page with an open socket is not put to sleep.
    this.#connection.stop();
    await this.#drafts.flush();
    // Somebody who heard of the end may have begun anew.
    if (this.#isStarted) return;
    this.#tabs?.close();
    this.#closeStorage();
  }

  signIn(credentials: { email: string; password: string }): Promise<void> { return this.#signIn('sessions', credentials); }
  setUp(first: { secret: string; email: string; name: string; password: string }): Promise<void> { return this.#signIn('setup', first); }

  async reset(): Promise<void> {
    // Whatever went on asking would begin another session.
    this.#connection.stop();
    this.#unfollow();
    // The other tabs hear of it first and stop writing; of a session that is only found now, below.
    const isKnown = this.#session.deviceId !== undefined;
    const ended = this.#session.end();
    this.#facts.context = undefined;
    const [databases] = await Promise.all([this.#databases(), this.#forget()]);
    if (!isKnown) {
      this.#openTabs();
      this.#tabs?.tell({ about: 'session' });
    }
    await this.stop();
    // Before the server has answered: what another tab stores from now on is a new visit's.
    if (!this.#isStarted) {
      this.#tabs?.close();
      this.#closeStorage();
      databases?.deleteAll(this.#storage.databases);
    }
    await ended;
  }

  async isStored(): Promise<boolean> {
    return await (await this.#databases())?.isAnyStored(this.#storage.databases) ?? true;
  }

  #databases() { return import('./databases.ts').catch(() => undefined); }

  async identify(identity: Parameters<FoyerClient['identify']>[0]): Promise<void> {
    const before = this.#session.deviceId;
    this.#session.identify(identity);
    if (!this.#isStarted) return;
    await this.#session.accessToken();
    if (this.#session.deviceId !== before) this.#restart();
  }

  async erase(): Promise<void> {
    await (await this.listTools()).eraseMe();
    await this.reset();
  }

  setContext(context: Readonly<Record<string, unknown>>): void { this.#tell({ context }); }
  setPage(page: Page, language: string): void { this.#tell({ page, language }); }

  async updateMe(change: ProfileChange): Promise<void> { await (await this.listTools()).updateMe(change); }

  async openConversation(target: ConversationTarget): Promise<Conversation> {
    if (!this.#isStarted) throw new FoyerError('offline', { message: 'The client has not been started.' });
    const { id, snapshot } = await this.#opener.find(target);
    const lease = this.#replicas.acquire(id);
    await lease.replica.loaded;
    if (snapshot) lease.replica.adopt(snapshot);
    const summary = this.#opener.summary(id);
    if (summary) lease.replica.expect(summary.version);
    return new Conversation(lease, summary, {
      outbox: this.#outbox, drafts: this.#drafts, receipts: this.#receipts, me: this.#session.me, heldUntil: this.#sender.heldUntil,
      command: (name, args) => this.#connection.command(name, args),
    });
  }

  async discard(clientId: string): Promise<Content | undefined> { return (await this.#outbox.discard(clientId))?.content; }

  async person(userId: string): Promise<PersonAnswer> { return await (await this.listTools()).person(userId); }

  deskTools(): Promise<DeskTools> {
    if (!this.#isStaff) return Promise.reject(new FoyerError('forbidden', { message: 'The desk is for staff.' }));
    return this.#deskLoader.tools();
  }

  on<E extends keyof FoyerClientEvents>(event: E, listener: (detail: FoyerClientEvents[E]) => void): () => void {
    return this.#emitter.on(event, listener);
  }

  /** Without a connection it waits for the next, as it does without the code. */
  #tell(facts: VisitFacts): void {
    Object.assign(this.#facts, facts);
    if (this.#connection.isOnline.value) this.#visit().then((visit) => { visit.tell(); }, () => undefined);
  }

  #follow(): void {
    this.#inbox.start();
    this.#deskLoader.desk?.start();
  }

  #unfollow(): void {
    this.#news.stop();
    this.#inbox.stop();
    this.#deskLoader.desk?.stop();
  }

  #linked(isOnline: boolean): void {
    if (!isOnline) { this.#presence.clear(); return; }
    this.#inbox.connect();
    this.#deskLoader.desk?.connect();
    this.#replicas.connect();
    this.#tell({});
  }

  #stored(snapshot: Snapshot): void {
    const me = this.#session.me.value?.id;
    if (me === undefined) return;
    const others = snapshot.messages.findLast(({ from }) => from !== me);
    this.#receipts.stored(snapshot.id, snapshot.lastSeq, others?.seq ?? 0);
    void this.#outbox.forget(settled(this.#outbox.of(snapshot.id), snapshot, me));
  }

  async #signIn(...by: Parameters<SessionKeeper['signIn']>): Promise<void> {
    await this.#session.signIn(...by);
    if (this.#isStarted) this.#restart();
    else await this.start();
  }

  #openTabs(): void {
    this.#tabs?.close();
    this.#tabs = new Tabs({ name: this.#name, isShared: this.#storage.isShared, onHint: (hint) => { void this.#hinted(hint); } });
  }

  /** The next read or write opens it again. */
  #closeStorage(): void { for (const part of [this.#storage.outbox, this.#storage.settings, this.#storage.history]) part.close(); }

  /** Another session: every feed is read anew under it. */
  #restart(): void {
    this.#unfollow();
    this.#follow();
    if (this.#connection.status.value.name === 'signed-out') this.#connection.start();
    else this.#connection.restart();
  }

  /** Nothing of this user stays on the device. */
  async #forget(): Promise<void> {
    await this.#forgetShown();
    await Promise.all([this.#outbox.clear(), this.#history.clear(), this.#storage.settings.clear()]);
    this.#emitter.emit('reset', {});
  }

  /** Nothing of this user stays in this client. */
  async #forgetShown(): Promise<void> {
    this.#news.stop();
    this.#replicas.close();
    this.#drafts.clear();
    this.#inbox.clear();
    this.#deskLoader.desk?.clear();
    this.#presence.clear();
    await this.#receipts.clear();
  }

  async #hinted(hint: TabHint): Promise<void> {
    if (hint.about === 'outbox') await this.#outbox.load();
    else if (hint.about === 'draft') await this.#drafts.reload(hint.conversation);
    else await this.#sessionChanged();
  }

  /** Another tab renewed the session, ended it, or is somebody else now. */
  async #sessionChanged(): Promise<void> {
    const before = this.me.value?.id;
    const device = this.#session.deviceId;
    const hasSession = await this.#session.load();
    // On the same device it is the same person, whatever they are called by now.
    if (before === this.me.value?.id || device === this.#session.deviceId) {
      // The other one may want to take the databases away.
      if (!hasSession) this.#closeStorage();
      return;
    }
    if (before === undefined) {
      if (this.status.value.name === 'signed-out') this.#restart();
      return;
    }
    // What is gone is not opened again to be looked at, nor asked for.
    if (!hasSession) this.#connection.stop();
    await this.#followReplaced(hasSession);
    if (hasSession) this.#restart();
    else await this.stop();
  }

  /** Of the former user's nothing shows any more. */
  async #followReplaced(hasSession: boolean): Promise<void> {
    await this.#forgetShown();
    if (hasSession) await this.#outbox.load();
    else this.#outbox.drop();
    this.#emitter.emit('reset', {});
  }
}
