import { limits } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { sharedWatermarks } from '../services/live-conversations.ts';
import { withStore, type Scenario } from './store-contract.ts';
import type { OwnDataPage, Store, UserRow } from './store.ts';

/** The rules of what users let others be told, which every engine keeps. */
export function privacyContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  const read = (conversation: { id: number }, user: UserRow, seq: number) =>
    store.log.receipts({ conversationId: conversation.id, at: scenario.at, members: [{ userId: user.id, deliveredSeq: seq, readSeq: seq }], devices: [] });
  const toldOf = async (id: number, user: UserRow) => (await store.conversations.get(id))?.members.find(({ userId }) => userId === user.id)?.toldSeq;
  const sharedOf = async (id: number) => sharedWatermarks((await store.conversations.get(id))?.members ?? []);

  test('everything is told until somebody chooses otherwise, one thing at a time, and it is part of what they can have', async () => {
    const { ada } = await scenario.pair();
    const chosen = async () => { const { hidesLastSeen, hidesReading } = (await store.users.get(ada.id))!; return [hidesLastSeen, hidesReading]; };
    expect(await chosen()).toEqual([false, false]);
    await store.users.setPrivacy(ada.id, { hidesLastSeen: true });
    await store.users.setPrivacy(ada.id, {});
    expect(await chosen()).toEqual([true, false]);
    await store.users.setPrivacy(ada.id, { hidesLastSeen: false, hidesReading: true });
    expect(await chosen()).toEqual([false, true]);
    expect(await store.users.exportOf(ada.uid)).toMatchObject({ user: { privacy: { lastSeen: true, receipts: false, writers: 'everyone', adders: 'everyone' } } });
    await store.users.setPrivacy(ada.id, { writers: 'known' });
    await store.users.setPrivacy(ada.id, { adders: 'nobody' });
    expect(await store.users.get(ada.id)).toMatchObject({ hidesReading: true, writers: 'known', adders: 'nobody' });
    expect(await store.users.exportOf(ada.uid)).toMatchObject({ user: { privacy: { writers: 'known', adders: 'nobody' } } });
  });

  test('who has written to somebody alone is told, however long ago; who was only written to, or met in a group, is not', async () => {
    const { site, ada, bob, adasDevice, bobsDevice, conversation: group } = await scenario.pair();
    const { conversation } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'direct', title: '', uniqueKey: `direct:${ada.id}:${bob.id}`, at: scenario.at, members: [ada, bob].map(({ id }) => ({ userId: id, role: 'member' })),
    });
    const known = (user: UserRow, ...others: UserRow[]) => store.conversations.writersTo(user.id, others.map(({ id }) => id));
    const carol = await scenario.user(site);
    await store.log.append(scenario.message(group, ada, adasDevice));
    expect(await known(bob, ada, carol)).toEqual([]);
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    expect([await known(bob, ada, carol), await known(ada, bob, carol), await known(carol, ada)]).toEqual([[ada.id], [], []]);
    // So many that hers has long been settled.
    for (let count = 0; count < 70; count += 1) await store.log.append(scenario.message(conversation, bob, bobsDevice));
    expect([await known(bob, ada), await known(ada, bob, carol)]).toEqual([[ada.id], [bob.id]]);
  });

  test('of two who become one, whom either of them does not let is not let', async () => {
    const { site, ada } = await scenario.pair();
    const hash = scenario.hash();
    await store.devices.create({ uid: scenario.id('device'), userId: ada.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 1e12, at: scenario.at });
    const sub = scenario.id('sub');
    const cora = await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId: sub, name: 'Cora', at: scenario.at });
    await store.users.setPrivacy(ada.id, { writers: 'known', adders: 'known' });
    await store.users.setPrivacy(cora.id, { adders: 'nobody' });
    expect(await store.users.identify({ siteId: site.id, externalId: sub, said: {}, oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1e12, at: scenario.at }))
      .toMatchObject({ user: { id: cora.id, writers: 'known', adders: 'nobody' } });
  });

  test('who hides how far they have read rests for others where they are, and reads on for themselves', async () => {
    const { ada, bob, adasDevice, bobsDevice, conversation } = await scenario.pair();
    const { id } = conversation;
    for (let count = 0; count < 4; count += 1) await store.log.append(scenario.message(conversation, ada, adasDevice));
    await read(conversation, bob, 2);
    expect(await store.users.setPrivacy(bob.id, { hidesReading: true })).toEqual([{ conversationId: id, toldSeq: 2 }]);
    expect(await store.users.setPrivacy(bob.id, { hidesReading: true })).toEqual([]);
    await read(conversation, bob, 4);
    expect((await store.conversations.get(id))?.members.find(({ userId }) => userId === bob.id)).toMatchObject({ deliveredSeq: 4, readSeq: 4, toldSeq: 2 });
    expect(await sharedOf(id)).toEqual({ deliveredSeq: 4, readSeq: 2 });
    // What they say themselves tells nothing of what they have read.
    await store.log.append(scenario.message(conversation, bob, bobsDevice));
    await read(conversation, ada, 5);
    expect(await sharedOf(id)).toEqual({ deliveredSeq: 5, readSeq: 2 });
    expect(await store.users.setPrivacy(bob.id, { hidesReading: false })).toEqual([]);
    expect([await toldOf(id, bob), await sharedOf(id)]).toEqual([null, { deliveredSeq: 5, readSeq: 5 }]);
  });

  test('what somebody has sent was told with it: that is where they rest', async () => {
    const { ada, bob, adasDevice, bobsDevice, conversation } = await scenario.pair();
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    await store.log.append(scenario.message(conversation, bob, bobsDevice));
    expect(await store.users.setPrivacy(bob.id, { hidesReading: true })).toEqual([{ conversationId: conversation.id, toldSeq: 2 }]);
  });

  test('in support nothing is hidden, and who joins takes no tick back', async () => {
    const { site, ada, bob, adasDevice, conversation } = await scenario.pair();
    const carol = await scenario.user(site);
    const { conversation: support } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'support', title: '', uniqueKey: `support:${carol.id}`, at: scenario.at,
      members: [{ userId: carol.id, role: 'visitor' }, { userId: site.teamUserId, role: 'team' }],
    });
    await store.users.setPrivacy(carol.id, { hidesReading: true });
    expect(await toldOf(support.id, carol)).toBeNull();
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    await read(conversation, bob, 1);
    expect(await sharedOf(conversation.id)).toEqual({ deliveredSeq: 1, readSeq: 1 });
    await store.conversations.setMember(conversation.id, { userId: carol.id, role: 'admin', at: scenario.at });
    expect([await toldOf(conversation.id, carol), await sharedOf(conversation.id)]).toEqual([1, { deliveredSeq: 1, readSeq: 1 }]);
  });

  test.each([['visitor', 'customer'], ['customer', 'visitor']])('what the %s hides stays hidden when they are one with the %s, and nothing is taken back', async (hides) => {
    const { site, ada, bob, bobsDevice, conversation } = await scenario.pair();
    const hash = scenario.hash();
    await store.devices.create({ uid: scenario.id('device'), userId: ada.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 1e12, at: scenario.at });
    const sub = scenario.id('sub');
    const cora = await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId: sub, name: 'Cora', at: scenario.at });
    const other = await scenario.group(site, [cora, bob]);
    for (const place of [conversation, other]) for (let count = 0; count < 2; count += 1) await store.log.append(scenario.message(place, bob, bobsDevice));
    await read(conversation, ada, 1);
    await read(other, cora, 1);
    await store.users.setPrivacy(hides === 'visitor' ? ada.id : cora.id, { hidesLastSeen: true, hidesReading: true });
    const identified = await store.users.identify({ siteId: site.id, externalId: sub, said: {}, oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1e12, at: scenario.at });
    expect(identified).toMatchObject({ user: { id: cora.id, hidesLastSeen: true, hidesReading: true } });
    for (const place of [conversation, other]) {
      await read(place, cora, 2);
      expect([await toldOf(place.id, cora), await sharedOf(place.id)]).toEqual([1, { deliveredSeq: 2, readSeq: 1 }]);
    }
  });

  test('a user’s data comes in pages of a bounded size that are together the whole, with nobody else’s words', async () => {
    const { site, ada, bob, adasDevice, bobsDevice, conversation } = await scenario.pair();
    for (let count = 0; count < limits.dataPageMessages + 30; count += 1) await store.log.append(scenario.message(conversation, ada, adasDevice, `mine ${count}`));
    await store.log.append(scenario.message(conversation, bob, bobsDevice, 'not mine'));
    for (let count = 0; count < limits.dataPageConversations + 5; count += 1) await store.log.append(scenario.message(await scenario.group(site, [ada, bob]), count % 2 === 0 ? ada : bob, count % 2 === 0 ? adasDevice : bobsDevice, `elsewhere ${count}`));
    const pages: OwnDataPage[] = [];
    for (let from: OwnDataPage['next'], isFirst = true; isFirst || from; isFirst = false) {
      const page = (await store.users.exportPage(ada.uid, from))!;
      pages.push(page);
      from = page.next;
    }
    expect(pages.length).toBeGreaterThan(2);
    for (const { conversations } of pages) {
      expect(conversations.length).toBeLessThanOrEqual(limits.dataPageConversations);
      expect(conversations.reduce((sum, { messages }) => sum + messages.length, 0)).toBeLessThanOrEqual(limits.dataPageMessages);
    }
    expect(pages.map(({ about }) => about !== undefined)).toEqual(pages.map((_, index) => index === 0));
    const whole = await store.users.exportOf(ada.uid) as { user: { uid: string }; conversations: { id: string; messages: { seq: number; from: string }[] }[] };
    expect(whole.user.uid).toBe(ada.uid);
    const placed = (parts: readonly { id: string; messages: readonly { seq: number }[] }[]) => parts.flatMap(({ id, messages }) => messages.map(({ seq }) => `${id} ${seq}`));
    expect(placed(pages.flatMap(({ conversations }) => conversations))).toEqual(placed(whole.conversations));
    expect(whole.conversations).toHaveLength(limits.dataPageConversations + 6);
    expect(whole.conversations[0]?.messages).toHaveLength(limits.dataPageMessages + 30);
    expect(JSON.stringify(whole)).not.toContain('not mine');
    expect(new Set(whole.conversations.flatMap(({ messages }) => messages.map(({ from }) => from)))).toEqual(new Set([ada.uid]));
    expect(await store.users.exportPage('nobody-at-all', undefined)).toBeUndefined();
    // A place in conversations of others is none.
    expect((await store.users.exportPage(ada.uid, { conversationId: 1e9, seq: 0 }))?.conversations).toEqual([]);
  });
}
