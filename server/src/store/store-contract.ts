import { type Content, fold, type FoyerError, limits, type Snapshot } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConversationRow, DeviceRow, NewMessage, SiteRow, Store, UserRow } from './store.ts';

/** Any number of things with ids of their own, so that tests share one database. */
export class Scenario {
  readonly store: Store;
  at = 1_800_000_000_000;
  static #lastId = 0;

  constructor(store: Store) { this.store = store; }

  id(name: string): string { return `${name}-${String(Scenario.#lastId += 1).padStart(8, '0')}`; }

  hash(): Uint8Array {
    const bytes = new Uint8Array(32);
    new DataView(bytes.buffer).setUint32(0, Scenario.#lastId += 1);
    return bytes;
  }

  site(settings: Partial<SiteRow['settings']> = {}): Promise<SiteRow> {
    return this.store.sites.add({ key: this.id('site'), origins: ['self'], settings: { name: 'Shop', retention: 'keep', direct: true, enabled: true, ...settings }, secret: 'secret', at: this.at });
  }

  user(site: SiteRow): Promise<UserRow> {
    return this.store.users.create({ uid: this.id('user'), siteId: site.id, kind: 'visitor', name: 'Ada', at: this.at });
  }

  device(site: SiteRow, userId: number): Promise<DeviceRow> {
    return this.store.devices.create({ uid: this.id('device'), userId, siteId: site.id, label: '', refreshHash: this.hash(), expiresAt: this.at + 1e12, at: this.at });
  }

  async group(site: SiteRow, members: readonly UserRow[]): Promise<ConversationRow> {
    return (await this.store.conversations.open({
      uid: this.id('conversation'), siteId: site.id, kind: 'group', title: 'Friends', uniqueKey: null, at: this.at,
      members: members.map((member) => ({ userId: member.id, role: 'member' })),
    })).conversation;
  }

  /** A conversation of two, with a device each. */
  async pair(settings: Partial<SiteRow['settings']> = {}) {
    const site = await this.site(settings);
    const [ada, bob] = [await this.user(site), await this.user(site)];
    const [adasDevice, bobsDevice] = [await this.device(site, ada.id), await this.device(site, bob.id)];
    return { site, ada, bob, adasDevice, bobsDevice, conversation: await this.group(site, [ada, bob]) };
  }

  message(conversation: { id: number }, from: UserRow, device: DeviceRow, text = 'hello', clientId = this.id('client')): NewMessage {
    return { conversationId: conversation.id, userId: from.id, from: from.uid, memberId: from.id, deviceId: device.id, clientId, at: this.at, content: textOf(text) };
  }
}

/** For the tests of a suite: a store that is opened before the first of them and closed after the last. */
export function withStore(open: () => Promise<Store>, use: (store: Store, scenario: Scenario) => void): void {
  let store: Store | undefined;
  beforeAll(async () => {
    store = await open();
    use(store, new Scenario(store));
  });
  afterAll(async () => { await store?.close(); });
}

export const textOf = (text: string): Content => ({ kind: 'text', text });

/** What a service makes of a row: enough of it to fold. */
async function snapshotOf(store: Store, id: number): Promise<Snapshot> {
  const found = await store.log.snapshot(id, 100);
  if (!found) throw new Error('no such conversation');
  const { conversation, messages } = found;
  const people = await Promise.all(conversation.members.map(async (member) => {
    const user = await store.users.get(member.userId);
    return { id: member.uid, name: user?.name ?? '', kind: 'visitor' as const, role: member.role === 'team' ? 'staff' as const : member.role };
  }));
  return {
    id: conversation.uid, kind: conversation.kind, title: conversation.title, version: conversation.version, lastSeq: conversation.lastSeq,
    people: people.sort((a, b) => a.id.localeCompare(b.id)),
    watermarks: { deliveredSeq: 0, readSeq: 0 }, state: conversation.state, messages,
  };
}

const byId = (snapshot: Snapshot): Snapshot => ({ ...snapshot, watermarks: { deliveredSeq: 0, readSeq: 0 }, people: snapshot.people.toSorted((a, b) => a.id.localeCompare(b.id)) });

/** The rules that every engine keeps. */
export function storeContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  test('a repeated message is answered with the place it has, and stored once', async () => {
    const { ada, adasDevice, conversation } = await scenario.pair();
    const message = scenario.message(conversation, ada, adasDevice);
    const [first, twin] = await Promise.all([store.log.append(message), store.log.append(message)]);
    const later = await store.log.append({ ...message, at: message.at + 5000 });
    expect(first).toEqual({ status: 'stored', v: 1, seq: 1, at: message.at });
    expect([twin, later]).toEqual([{ ...first, status: 'repeated' }, { ...first, status: 'repeated' }]);
    expect(await store.log.page(conversation.id, { after: 0 }, 10)).toHaveLength(1);
  });

  test('a client id with other content or in another conversation is reused; from another device it is another message', async () => {
    const { site, ada, bob, adasDevice, bobsDevice, conversation } = await scenario.pair();
    const other = await scenario.group(site, [ada, bob]);
    const message = scenario.message(conversation, ada, adasDevice);
    await store.log.append(message);
    expect(await store.log.append({ ...message, content: textOf('other') })).toEqual({ status: 'reused' });
    expect(await store.log.append({ ...message, conversationId: other.id })).toEqual({ status: 'reused' });
    expect(await store.log.append({ ...message, userId: bob.id, deviceId: bobsDevice.id })).toMatchObject({ status: 'stored', seq: 2 });
  });

  test('an edited or deleted message still knows what it was first', async () => {
    const { ada, adasDevice, conversation } = await scenario.pair();
    const message = scenario.message(conversation, ada, adasDevice, 'first');
    await store.log.append(message);
    await store.log.edit({ conversationId: conversation.id, seq: 1, content: textOf('second'), at: scenario.at });
    expect((await store.log.append(message)).status).toBe('repeated');
    expect((await store.log.append({ ...message, content: textOf('second') })).status).toBe('reused');
    await store.log.delete({ conversationId: conversation.id, seq: 1, at: scenario.at });
    expect((await store.log.append(message)).status).toBe('repeated');
    expect((await store.log.append({ ...message, content: textOf('second') })).status).toBe('reused');
  });

  test('seq and version follow the order of the calls, in every conversation, with other writes between', async () => {
    const { site, ada, bob, adasDevice, conversation } = await scenario.pair();
    const other = await scenario.group(site, [ada, bob]);
    await store.log.append(scenario.message(conversation, ada, adasDevice, 'x'));
    const reactions: Promise<unknown>[] = [];
    const sent = Array.from({ length: 300 }, (_, index) => {
      if (index % 50 === 49) reactions.push(store.log.react({ conversationId: conversation.id, seq: 1, userId: bob.id, emoji: '👍', on: index % 100 === 49, at: scenario.at }));
      return store.log.append(scenario.message(index % 3 === 0 ? other : conversation, ada, adasDevice, `${index}`));
    });
    const answers = await Promise.all(sent);
    await Promise.all(reactions);
    for (const [place, from] of [[conversation, 2], [other, 1]] as const) {
      const messages = await store.log.page(place.id, { after: from - 1 }, 400);
      const expected = answers.filter((_, index) => (index % 3 === 0 ? other : conversation) === place).map((answer) => (answer.status === 'stored' ? answer.seq : 0));
      expect(expected).toEqual(expected.map((_, index) => index + from));
      expect(messages.map((message) => message.seq)).toEqual(expected);
      const numbers = messages.map((message) => (message.content.kind === 'text' ? Number(message.content.text) : -1));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    const row = await store.conversations.get(conversation.id);
    const changes = await store.log.changesAfter(conversation.id, 0, 1000);
    expect(changes?.map((change) => change.v)).toEqual(Array.from({ length: row?.version ?? 0 }, (_, index) => index + 1));
  });

  test('a write that fails takes none of its neighbours with it', async () => {
    const { site, ada, adasDevice, conversation } = await scenario.pair();
    const outcomes = await Promise.allSettled([
      store.log.append(scenario.message(conversation, ada, adasDevice)),
      store.log.append(scenario.message({ id: 999_999_999 }, ada, adasDevice)),
      store.sites.add({ key: site.key, origins: [], settings: site.settings, secret: '', at: scenario.at }),
      store.log.append(scenario.message(conversation, ada, adasDevice)),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'stored' : outcome.reason.code))).toEqual(['stored', 'not-found', 'bad-request', 'stored']);
    expect((await store.conversations.get(conversation.id))?.lastSeq).toBe(2);
  });

  test('the log after a version is contiguous, by pages, and folds the snapshot of that version into the one of now', async () => {
    const { site, ada, bob, adasDevice, conversation } = await scenario.pair();
    const cid = conversation.id;
    const carol = await scenario.user(site);
    const { at } = scenario;
    const steps = [
      () => store.log.append(scenario.message(conversation, ada, adasDevice, 'one')),
      () => store.log.append({ ...scenario.message(conversation, ada, adasDevice, 'two'), replyTo: 1 }),
      () => store.log.react({ conversationId: cid, seq: 1, userId: bob.id, emoji: '👍', on: true, at }),
      () => store.log.edit({ conversationId: cid, seq: 2, content: textOf('two!'), at: at + 1 }),
      () => store.conversations.setMember(cid, { userId: carol.id, role: 'member', at }),
      () => store.log.react({ conversationId: cid, seq: 1, userId: ada.id, emoji: '👍', on: true, at }),
      () => store.log.react({ conversationId: cid, seq: 1, userId: bob.id, emoji: '👍', on: false, at }),
      () => store.log.append(scenario.message(conversation, ada, adasDevice, 'three')),
      () => store.log.receipts({ conversationId: cid, at, members: [{ userId: bob.id, deliveredSeq: 3, readSeq: 2 }], devices: [], shared: { deliveredSeq: 3, readSeq: 2 } }),
      () => store.log.delete({ conversationId: cid, seq: 2, at: at + 2 }),
      () => store.handling.setState(cid, 'resolved', at),
      () => store.conversations.setMember(cid, { userId: bob.id, role: null, at }),
      () => store.conversations.rename(cid, 'Best friends', at),
    ];
    const snapshots = [await snapshotOf(store, cid)];
    for (const step of steps) {
      expect(await step()).toBeDefined();
      snapshots.push(await snapshotOf(store, cid));
    }
    const now = snapshots.at(-1)!;
    expect(now.version).toBe(steps.length);
    for (const before of snapshots) {
      const changes = [];
      for (let version = before.version; version < now.version;) {
        const page = await store.log.changesAfter(cid, version, 5);
        changes.push(...page ?? []);
        version = changes.at(-1)?.v ?? Number.POSITIVE_INFINITY;
      }
      expect(byId(fold(before, changes)), `from version ${before.version}`).toEqual(byId(now));
    }
    expect(await store.log.changesAfter(cid, now.version, 10)).toEqual([]);
  });

  test('what changes nothing takes no version', async () => {
    const { ada, bob, adasDevice, conversation } = await scenario.pair();
    const { id } = conversation;
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    await store.log.delete({ conversationId: id, seq: 1, at: scenario.at });
    expect(await store.log.delete({ conversationId: id, seq: 1, at: scenario.at })).toBeUndefined();
    expect(await store.log.edit({ conversationId: id, seq: 1, content: textOf('x'), at: scenario.at })).toBeUndefined();
    expect(await store.log.react({ conversationId: id, seq: 1, userId: bob.id, emoji: '👍', on: true, at: scenario.at })).toBeUndefined();
    expect(await store.handling.setState(id, 'open', scenario.at)).toBeUndefined();
    expect(await store.conversations.setMember(id, { userId: 999_999_999, role: null, at: scenario.at })).toEqual({ status: 'done', changes: [] });
    expect(await store.conversations.rename(id, 'Friends', scenario.at)).toBeUndefined();
    expect((await store.conversations.get(id))?.version).toBe(2);
  });

  test('a message takes so many kinds of reactions, and so many of each user, also when they come at once', async () => {
    const { site, ada, bob, adasDevice, conversation } = await scenario.pair();
    const others = await Promise.all(Array.from({ length: 7 }, () => scenario.user(site)));
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    const react = (user: UserRow, emoji: string, on = true) =>
      store.log.react({ conversationId: conversation.id, seq: 1, userId: user.id, emoji, on, at: scenario.at }).then((done) => (done ? 'done' : 'nothing'), (error: FoyerError) => error.code);
    const wishes = ['a', 'b', 'c', 'd'];
    const first = await Promise.all(wishes.map((emoji) => react(bob, emoji)));
    expect(first.toSorted()).toEqual(['done', 'done', 'done', 'too-many-reactions']);
    // Which of them came last is the engine's choice.
    const [had = '', refused = ''] = [wishes[first.indexOf('done')], wishes[first.indexOf('too-many-reactions')]];
    expect([await react(bob, had), await react(bob, had, false), await react(bob, refused)]).toEqual(['nothing', 'done', 'done']);
    const outcomes = await Promise.all(others.flatMap((user, index) => [0, 1, 2].map((turn) => react(user, `${index}-${turn}`))));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(limits.reactionsPerMessage - limits.reactionsPerUser);
    expect(outcomes.filter((outcome) => outcome === 'too-many-reactions')).toHaveLength(21 - 17);
    // One that is there already is no further kind.
    expect(await react(ada, refused)).toBe('done');
    const message = await store.log.message(conversation.id, 1);
    expect(Object.keys(message?.reactions ?? {})).toHaveLength(limits.reactionsPerMessage);
    expect((await store.conversations.get(conversation.id))?.version).toBe(1 + 3 + 2 + 17 + 1);
  });

  test('who is blocked is known with when, until they are not any more', async () => {
    const { ada, bob } = await scenario.pair();
    await store.users.setBlocked(ada.id, scenario.at);
    const blocked = await store.users.blockedIds();
    expect([blocked.includes(ada.id), blocked.includes(bob.id)]).toEqual([true, false]);
    expect([(await store.users.get(ada.id))?.blockedAt, (await store.users.get(bob.id))?.blockedAt]).toEqual([scenario.at, null]);
    expect(await store.users.exportOf(ada.uid)).toMatchObject({ user: { blockedAt: scenario.at } });
    await store.users.setBlocked(ada.id, null);
    expect([await store.users.blockedIds(), (await store.users.get(ada.id))?.blockedAt]).toEqual([blocked.filter((id) => id !== ada.id), null]);
  });

  test('watermarks never go back, and a sender has what they sent, however long ago', async () => {
    const { ada, bob, adasDevice, conversation } = await scenario.pair();
    const marks = (user: UserRow, deliveredSeq: number, readSeq: number) =>
      store.log.receipts({ conversationId: conversation.id, at: scenario.at, members: [{ userId: user.id, deliveredSeq, readSeq }], devices: [] });
    const standing = async (user: UserRow) => {
      const member = (await store.conversations.get(conversation.id))?.members.find((one) => one.userId === user.id);
      return [member?.deliveredSeq, member?.readSeq];
    };
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    expect(await standing(ada)).toEqual([1, 1]);
    await Promise.all(Array.from({ length: 150 }, () => store.log.append({ ...scenario.message(conversation, ada, adasDevice) })));
    expect(await standing(ada)).toEqual([151, 151]);
    expect(await marks(bob, 9, 7)).toBeUndefined();
    await marks(bob, 5, 3);
    expect(await standing(bob)).toEqual([9, 7]);
  });

  test('in support the team moves with what any of its staff sends', async () => {
    const site = await scenario.site();
    const visitor = await scenario.user(site);
    const agent = await store.staff.add({ uid: scenario.id('staff'), email: `${scenario.id('a')}@example.org`, name: 'Sam', role: 'agent', passwordHash: null, siteIds: [site.id], at: scenario.at });
    const staff = (await store.users.get(agent.userId))!;
    const device = await scenario.device(site, staff.id);
    const ask = { uid: scenario.id('conversation'), siteId: site.id, kind: 'support' as const, title: '', uniqueKey: `support:${visitor.id}`, at: scenario.at,
      members: [{ userId: visitor.id, role: 'visitor' as const }, { userId: site.teamUserId, role: 'team' as const }] };
    const { conversation } = await store.conversations.open(ask);
    await Promise.all(Array.from({ length: 70 }, () => store.log.append({ ...scenario.message(conversation, staff, device), memberId: site.teamUserId })));
    const again = await store.conversations.open({ ...ask, uid: scenario.id('conversation') });
    expect(again.created).toBe(false);
    expect(again.conversation.id).toBe(conversation.id);
    expect(Object.fromEntries(again.conversation.members.map((member) => [member.role, member.readSeq]))).toEqual({ visitor: 0, team: 70 });
    expect((await store.users.staffOf(site.id)).map((user) => user.id)).toEqual([staff.id]);
    expect(await store.users.contactsOf(visitor.id, 10)).toEqual([]);

    expect(await store.users.erase(staff.uid, scenario.at)).toEqual([conversation.id]);
    expect(await store.staff.byUser(staff.id)).toBeUndefined();
    expect(await store.log.message(conversation.id, 70)).toMatchObject({ from: '', content: { kind: 'none' } });
    expect((await store.conversations.get(conversation.id))?.members.find((member) => member.role === 'team')?.readSeq).toBe(70);
  });

  test('a refresh token is good once, a lost answer can be had again, and a second use ends the device', async () => {
    const { ada, site } = await scenario.pair();
    const [first, second, third] = [scenario.hash(), scenario.hash(), scenario.hash()];
    const { at } = scenario;
    const expiresAt = at + 1e9;
    const device = await store.devices.create({ uid: scenario.id('device'), userId: ada.id, siteId: site.id, label: '', refreshHash: first, expiresAt, at });
    expect(await store.devices.rotate({ oldHash: third, newHash: second, expiresAt, at })).toEqual({ status: 'unknown' });
    expect((await store.devices.rotate({ oldHash: first, newHash: second, expiresAt, at })).status).toBe('rotated');
    expect((await store.devices.rotate({ oldHash: first, newHash: second, expiresAt, at })).status).toBe('rotated');
    expect((await store.devices.rotate({ oldHash: second, newHash: third, expiresAt, at })).status).toBe('rotated');
    expect(await store.devices.rotate({ oldHash: first, newHash: second, expiresAt, at })).toMatchObject({ status: 'reused', device: { id: device.id, revokedAt: at } });
    expect((await store.devices.get(device.id))?.revokedAt).toBe(at);
    expect(await store.devices.rotate({ oldHash: third, newHash: scenario.hash(), expiresAt, at })).toEqual({ status: 'unknown' });
  });

  test('a refresh token that has run out is unknown', async () => {
    const { ada, site } = await scenario.pair();
    const hash = scenario.hash();
    await store.devices.create({ uid: scenario.id('device'), userId: ada.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 10, at: scenario.at });
    expect(await store.devices.rotate({ oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1000, at: scenario.at + 10 })).toEqual({ status: 'unknown' });
  });

  test('a set-up secret opens once and in time, and of one person\'s only the latest does', async () => {
    const [once, late] = [scenario.hash(), scenario.hash()];
    await store.staff.addSetup({ hash: once, userId: null, expiresAt: scenario.at + 10 });
    await store.staff.addSetup({ hash: late, userId: null, expiresAt: scenario.at + 10 });
    expect(await store.staff.takeSetup(once, scenario.at)).toEqual({ userId: null });
    expect(await store.staff.takeSetup(once, scenario.at)).toBeUndefined();
    expect(await store.staff.takeSetup(late, scenario.at + 10)).toBeUndefined();
    const { userId } = await store.staff.add({ uid: scenario.id('staff'), email: `${scenario.id('a')}@example.org`, name: 'Sam', role: 'agent', passwordHash: null, siteIds: 'all', at: scenario.at });
    const [former, latest] = [scenario.hash(), scenario.hash()];
    for (const hash of [former, latest]) await store.staff.addSetup({ hash, userId, expiresAt: scenario.at + 10 });
    expect(await store.staff.takeSetup(former, scenario.at)).toBeUndefined();
    expect(await store.staff.takeSetup(latest, scenario.at)).toEqual({ userId });
  });

  test('of the staff, those count who have a password', async () => {
    const before = await store.staff.count();
    const account = { email: `${scenario.id('b')}@example.org`, name: 'Bea', role: 'agent', siteIds: 'all', at: scenario.at } as const;
    const { userId } = await store.staff.add({ ...account, uid: scenario.id('staff'), passwordHash: null });
    expect(await store.staff.count()).toBe(before);
    await store.staff.setPassword(userId, 'a hash');
    expect(await store.staff.count()).toBe(before + 1);
  });

  test('lists put the newest activity first, to the message', async () => {
    const { site, ada, bob, adasDevice, conversation } = await scenario.pair();
    scenario.at += 1000;
    const newer = await scenario.group(site, [ada, bob]);
    expect((await store.conversations.ofUser(ada.id, 1)).map((row) => row.id)).toEqual([newer.id]);
    scenario.at += 1000;
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    expect((await store.conversations.ofUser(ada.id, 1)).map((row) => row.id)).toEqual([conversation.id]);
    expect((await store.conversations.ofUser(bob.id, 5)).map((row) => row.id)).toEqual([conversation.id, newer.id]);
  });

  test('erasing a user leaves nothing of them, moves no seq, and asks everybody else for a snapshot', async () => {
    const { ada, bob, adasDevice, bobsDevice, conversation } = await scenario.pair();
    const { id } = conversation;
    await store.log.append(scenario.message(conversation, ada, adasDevice, 'secret of Ada'));
    await store.log.append(scenario.message(conversation, bob, bobsDevice, 'of Bob'));
    await store.log.react({ conversationId: id, seq: 2, userId: ada.id, emoji: '👍', on: true, at: scenario.at });
    expect(JSON.stringify(await store.users.exportOf(ada.uid))).toContain('secret of Ada');
    expect(JSON.stringify(await store.users.exportOf(ada.uid))).not.toContain('of Bob');

    expect(await store.users.erase(ada.uid, scenario.at)).toEqual([id]);
    const found = await store.log.snapshot(id, 10);
    expect(JSON.stringify(found)).not.toContain(ada.uid);
    expect(found?.messages[0]).toEqual({ seq: 1, clientId: '', from: '', at: expect.any(Number), content: { kind: 'none' }, deletedAt: scenario.at });
    expect(found?.messages[1]?.content.kind).toBe('text');
    expect(found?.conversation).toMatchObject({ version: 4, lastSeq: 2 });
    expect(await store.log.changesAfter(id, 3, 10)).toBeUndefined();
    expect(await store.log.changesAfter(id, 4, 10)).toEqual([]);
    expect(await store.users.getByUid(ada.uid)).toBeUndefined();
    expect(await store.devices.get(adasDevice.id)).toBeUndefined();
    expect(await store.log.append(scenario.message(conversation, bob, bobsDevice))).toMatchObject({ seq: 3, v: 5 });
  });

  test('a counter tells of changes from outside, and the store can prove that it stores', async () => {
    const before = await store.outsideChanges();
    await store.noteOutsideChange();
    expect(await store.outsideChanges()).toBe(before + 1);
    const { commits } = store.stats();
    await store.ping();
    expect(store.stats().commits).toBeGreaterThan(commits);
  });
}
