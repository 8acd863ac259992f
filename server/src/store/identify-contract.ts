import { limits } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { withStore, type Scenario } from './store-contract.ts';
import type { ConversationRow, DeviceRow, Identified, SiteRow, Store, UserRow } from './store.ts';

/** The rules by which a visitor becomes a customer, which every engine keeps. */
export function identifyContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  interface Visitor { site: SiteRow; user: UserRow; device: DeviceRow; hash: Uint8Array }

  async function visitor(site: SiteRow): Promise<Visitor> {
    const user = await scenario.user(site);
    const hash = scenario.hash();
    const device = await store.devices.create({ uid: scenario.id('device'), userId: user.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 1e12, at: scenario.at });
    return { site, user, device, hash };
  }

  const customer = (site: SiteRow, externalId: string) =>
    store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId, name: 'Cora', at: scenario.at });

  const identify = ({ site, hash }: Pick<Visitor, 'site' | 'hash'>, externalId: string, newHash = scenario.hash(), said = {}) =>
    store.users.identify({ siteId: site.id, externalId, said, oldHash: hash, newHash, expiresAt: scenario.at + 1e12, at: scenario.at });

  function done(identified: Identified): Extract<Identified, { status: 'identified' }> {
    if (identified.status !== 'identified') throw new Error(identified.status);
    return identified;
  }

  async function between(site: SiteRow, kind: 'support' | 'direct', uniqueKey: string, members: [UserRow, number]): Promise<ConversationRow> {
    const [user, other] = members;
    const roles = kind === 'support' ? ['visitor', 'team'] as const : ['member', 'member'] as const;
    return (await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind, title: '', uniqueKey, at: scenario.at,
      members: [{ userId: user.id, role: roles[0] }, { userId: other, role: roles[1] }],
    })).conversation;
  }
  const support = (site: SiteRow, user: UserRow) => between(site, 'support', `support:${user.id}`, [user, site.teamUserId]);
  const membersOf = async (id: number) => (await store.conversations.get(id))?.members.map(({ userId }) => userId);

  test('a visitor whom the site does not know yet becomes the customer in place, and each conversation tells of it under a version of its own', async () => {
    const site = await scenario.site();
    const { user, device, hash } = await visitor(site);
    const conversation = await support(site, user);
    await store.log.append(scenario.message(conversation, user, device));
    const sub = scenario.id('sub');
    const next = scenario.hash();
    const identified = done(await identify({ site, hash }, sub, next, { name: 'Ann', email: 'ann@example.org' }));
    expect(identified.user).toEqual({ ...user, kind: 'customer', externalId: sub, name: 'Ann', email: 'ann@example.org' });
    expect(await store.users.get(user.id)).toEqual(identified.user);
    expect(identified).toMatchObject({ device: { id: device.id, userId: user.id }, visitor: { id: user.id, kind: 'visitor' }, devices: [device.id], conversations: [{ id: conversation.id, v: 2 }] });
    expect(await store.log.changesAfter(conversation.id, 1, 10)).toEqual([
      { v: 2, kind: 'member', user: user.uid, role: 'visitor', person: { id: user.uid, name: 'Ann', kind: 'customer', role: 'visitor' } },
    ]);
    expect((await store.log.page(conversation.id, { after: 0 }, 10))[0]).toMatchObject({ from: user.uid });
    expect(await store.devices.get(device.id)).toMatchObject({ userId: user.id, kind: 'customer' });
  });

  test('who is blocked stays blocked, whoever they become', async () => {
    const site = await scenario.site();
    for (const isKnown of [false, true]) {
      const blocked = await visitor(site);
      const sub = scenario.id('sub');
      if (isKnown) await customer(site, sub);
      await store.users.setBlocked(blocked.user.id, scenario.at);
      const { user } = done(await identify(blocked, sub));
      expect([user.blockedAt, await store.users.get(user.id)]).toEqual([scenario.at, user]);
    }
  });

  test('asked again with the same successor it answers the same and does nothing; with another one the device ends', async () => {
    const site = await scenario.site();
    const { user, hash } = await visitor(site);
    const conversation = await support(site, user);
    const sub = scenario.id('sub');
    const next = scenario.hash();
    const [first, twin] = await Promise.all([identify({ site, hash }, sub, next), identify({ site, hash }, sub, next)]);
    expect([done(first).user, done(first).device.id]).toEqual([done(twin).user, done(twin).device.id]);
    expect([done(first).visitor, done(twin).visitor].filter(Boolean)).toHaveLength(1);
    expect((await store.conversations.get(conversation.id))?.version).toBe(1);
    expect((await identify({ site, hash }, sub)).status).toBe('reused');
    expect((await identify({ site, hash: next }, sub)).status).toBe('apart');
  });

  test('nobody but a visitor of the site, or this very customer, is identified, and nothing is used up by the attempt', async () => {
    const [site, elsewhere] = [await scenario.site(), await scenario.site()];
    const [ada, eve, other] = [await visitor(site), await visitor(site), await visitor(elsewhere)];
    const next = scenario.hash();
    done(await identify(ada, 'ada', next));
    const staff = await store.staff.add({ uid: scenario.id('staff'), email: `${scenario.id('s')}@example.org`, name: 'Sam', role: 'agent', passwordHash: null, siteIds: [site.id], at: scenario.at });
    const staffHash = scenario.hash();
    await store.devices.create({ uid: scenario.id('device'), userId: staff.userId, siteId: site.id, label: '', refreshHash: staffHash, expiresAt: scenario.at + 1e12, at: scenario.at });
    await store.devices.revoke(eve.device.id, scenario.at);
    for (const hash of [next, staffHash, other.hash, eve.hash, scenario.hash()]) expect(await identify({ site, hash }, 'somebody-else')).toEqual({ status: 'apart' });
    for (const hash of [next, staffHash, other.hash]) {
      expect((await store.devices.rotate({ oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1, at: scenario.at })).status).toBe('rotated');
    }
    const late = await visitor(site);
    scenario.at += 2e12;
    expect(await identify(late, 'somebody-else')).toEqual({ status: 'apart' });
    expect(await store.users.getByExternalId(site.id, 'somebody-else')).toBeUndefined();
    scenario.at -= 2e12;
  });

  test('a visitor whom the site knows is the customer: what they said, how far they had got and how they had arranged it goes along', async () => {
    const site = await scenario.site();
    const cora = await customer(site, 'cora');
    const { user, device, hash } = await visitor(site);
    const bob = await scenario.user(site);
    const bobsDevice = await scenario.device(site, bob.id);
    const conversation = await between(site, 'direct', `direct:${user.id}:${bob.id}`, [user, bob.id]);
    const { id } = conversation;
    const sent = scenario.message(conversation, user, device, 'from the visitor');
    await store.log.append(sent);
    await store.log.append(scenario.message(conversation, bob, bobsDevice, 'from Bob'));
    await store.log.react({ conversationId: id, seq: 2, userId: user.id, emoji: '👍', on: true, at: scenario.at });
    await store.log.receipts({ conversationId: id, at: scenario.at, members: [{ userId: user.id, deliveredSeq: 2, readSeq: 1 }], devices: [{ deviceId: device.id, deliveredSeq: 2 }] });
    await store.conversations.arrange(id, user.id, { pinned: true });
    await store.visitors.note({ userId: user.id, at: scenario.at, maxPages: 20, context: { plan: 'pro' }, page: { url: 'https://shop.example/', title: 'Shop' } });

    const identified = done(await identify({ site, hash }, 'cora'));
    expect(identified).toMatchObject({ user: { id: cora.id }, visitor: { id: user.id }, device: { id: device.id, userId: cora.id }, devices: [device.id], conversations: [{ id, v: 4 }] });
    expect(await store.users.get(user.id)).toBeUndefined();
    const found = await store.log.snapshot(id, 10);
    expect(JSON.stringify(found)).not.toContain(user.uid);
    expect(found?.messages).toMatchObject([{ seq: 1, from: cora.uid }, { seq: 2, from: bob.uid, reactions: { '👍': [cora.uid] } }]);
    expect(found?.conversation).toMatchObject({ version: 4, lastSeq: 2 });
    expect(found?.conversation.members.find(({ userId }) => userId === cora.id)).toMatchObject({ deliveredSeq: 2, readSeq: 1, pinned: true });
    expect([await store.log.changesAfter(id, 3, 10), await store.log.changesAfter(id, 4, 10)]).toEqual([undefined, []]);
    expect(await store.devices.ofUser(cora.id)).toMatchObject([{ id: device.id }]);
    expect(await store.visitors.get(cora.id)).toMatchObject({ context: { plan: 'pro' }, pages: [{ url: 'https://shop.example/' }] });
    // The device asks again for what it did not hear of, and says new things.
    const again = { ...sent, userId: cora.id, from: cora.uid, memberId: cora.id };
    expect(await store.log.append(again)).toMatchObject({ status: 'repeated', seq: 1 });
    expect(await store.log.append({ ...again, clientId: scenario.id('client') })).toMatchObject({ status: 'stored', seq: 3, v: 5 });
    expect((await store.conversations.open({ uid: scenario.id('c'), siteId: site.id, kind: 'direct', title: '', uniqueKey: `direct:${[cora.id, bob.id].sort((a, b) => a - b).join(':')}`, at: scenario.at, members: [] })).conversation.id).toBe(id);
  });

  test('the support conversation is the customer’s, or an older one beside the one they have', async () => {
    const site = await scenario.site();
    const [first, second] = [await visitor(site), await visitor(site)];
    const cora = await customer(site, 'cora');
    const [one, two] = [await support(site, first.user), await support(site, second.user)];
    done(await identify(first, 'cora'));
    done(await identify(second, 'cora'));
    expect((await support(site, cora)).id).toBe(one.id);
    expect([await membersOf(one.id), await membersOf(two.id)]).toEqual([[site.teamUserId, cora.id], [site.teamUserId, cora.id]]);
    expect((await store.conversations.ofUser(cora.id, 10)).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
    await store.log.append(scenario.message(two, cora, second.device));
    expect((await store.conversations.get(two.id))?.lastSeq).toBe(1);
  });

  test('a conversation that the customer is in already only loses the visitor, and keeps its owner and the further watermarks', async () => {
    const site = await scenario.site();
    const { user, device, hash } = await visitor(site);
    const [cora, bob] = [await customer(site, 'cora'), await scenario.user(site)];
    const bobsDevice = await scenario.device(site, bob.id);
    const { conversation } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'group', title: 'Friends', uniqueKey: null, at: scenario.at,
      members: [{ userId: user.id, role: 'owner' }, { userId: cora.id, role: 'member' }, { userId: bob.id, role: 'member' }],
    });
    const { id } = conversation;
    for (const text of ['1', '2']) await store.log.append(scenario.message(conversation, bob, bobsDevice, text));
    await store.log.append(scenario.message(conversation, user, device, '3'));
    for (const userId of [user.id, cora.id]) await store.log.react({ conversationId: id, seq: 1, userId, emoji: '👍', on: true, at: scenario.at });
    const ranks = await Promise.all([['member', 'admin'], ['admin', 'member'], ['owner', 'admin']].map(async ([visitors, customers], index) => (await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'group', title: `Rank ${index}`, uniqueKey: null, at: scenario.at,
      members: [{ userId: user.id, role: visitors as 'member' }, { userId: cora.id, role: customers as 'member' }],
    })).conversation.id));
    const alone = await between(site, 'direct', `direct:${user.id}:${cora.id}`, [user, cora.id]);
    const left = await scenario.group(site, [user, bob]);
    await store.conversations.setMember(left.id, { userId: user.id, role: null, at: scenario.at });

    const moved = done(await identify({ site, hash }, 'cora')).conversations.map((one) => one.id);
    expect(moved.filter((one) => !ranks.includes(one))).toEqual([id, alone.id, left.id]);
    expect(await Promise.all(ranks.map(async (rank) => (await store.conversations.get(rank))?.members.map(({ role }) => role)))).toEqual([['admin'], ['admin'], ['owner']]);
    const row = await store.conversations.get(id);
    expect(row?.members.map(({ userId }) => userId).sort()).toEqual([cora.id, bob.id].sort());
    expect(row?.members.find(({ userId }) => userId === cora.id)).toMatchObject({ role: 'owner', readSeq: 3, deliveredSeq: 3 });
    expect((await store.log.message(id, 1))?.reactions).toEqual({ '👍': [cora.uid] });
    expect([await membersOf(alone.id), await membersOf(left.id)]).toEqual([[cora.id], [bob.id]]);
  });

  test('whatever comes at the same time, each message is stored once, under who its writer is now, or is refused and may come again', async () => {
    const site = await scenario.site();
    const cora = await customer(site, 'cora');
    const { user, device, hash } = await visitor(site);
    const conversation = await support(site, user);
    const messages = Array.from({ length: 200 }, (_, index) => scenario.message(conversation, user, device, `${index}`));
    const answers: string[] = [];
    const note = (index: number, sending: Promise<{ status: string }>) => sending.then(({ status }) => { answers[index] = status; }, (error: { code: string }) => { answers[index] = error.code; });
    const sends = messages.slice(0, 100).map((message, index) => note(index, store.log.append(message)));
    const identifying = identify({ site, hash }, 'cora');
    sends.push(...messages.slice(100).map((message, index) => note(100 + index, store.log.append(message))));
    await Promise.all([identifying, ...sends]);
    expect(answers.filter((answer) => !['stored', 'session-ended'].includes(answer))).toEqual([]);
    for (const message of messages) await store.log.append({ ...message, userId: cora.id, from: cora.uid, memberId: cora.id });
    const pages = [...await store.log.page(conversation.id, { after: 0 }, 100), ...await store.log.page(conversation.id, { after: 100 }, limits.pageMaxMessages + 1)];
    expect(pages).toHaveLength(200);
    expect(new Set(pages.map(({ from }) => from))).toEqual(new Set([cora.uid]));
    expect(new Set(pages.map(({ clientId }) => clientId)).size).toBe(200);
    await expect(store.log.append(scenario.message(conversation, user, device))).rejects.toMatchObject({ code: 'session-ended' });
    await expect(store.log.react({ conversationId: conversation.id, seq: 1, userId: user.id, emoji: '👍', on: true, at: scenario.at })).rejects.toMatchObject({ code: 'session-ended' });
    await expect(support(site, user)).rejects.toMatchObject({ code: 'session-ended' });
  });
}
