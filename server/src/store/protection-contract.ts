import { expect, test } from 'vitest';
import type { NewReport } from './protection-store.ts';
import { withStore, type Scenario } from './store-contract.ts';
import type { Identified, SiteRow, Store, UserRow } from './store.ts';

const max = 3;

/** The rules of blocks between people and of reports, which every engine keeps. */
export function protectionContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  const block = (user: UserRow, other: UserRow, on = true) => store.personBlocks.set({ userId: user.id, blockedId: other.id, on, at: scenario.at += 1, max });
  const directKey = (a: UserRow, b: UserRow) => `direct:${[a.id, b.id].sort((x, y) => x - y).join(':')}`;
  const direct = async (site: SiteRow, a: UserRow, b: UserRow, refusal?: 'forbidden') => (await store.conversations.open({
    uid: scenario.id('conversation'), siteId: site.id, kind: 'direct', title: '', uniqueKey: directKey(a, b), at: scenario.at, ...(refusal && { refusal }),
    members: [a, b].map(({ id }) => ({ userId: id, role: 'member' as const })),
  })).conversation;
  const blockersOf = async (conversation: { id: number }) => (await store.conversations.get(conversation.id))?.blockers;
  const uids = (rows: readonly { uid: string }[]) => rows.map(({ uid }) => uid);
  const report = (site: SiteRow, reporter: UserRow, reported: UserRow, more: Partial<NewReport> = {}): NewReport => ({
    uid: scenario.id('report'), siteId: site.id, reporterId: reporter.id, reportedId: reported.id, clientId: scenario.id('client'), at: scenario.at += 1, reason: 'spam', ...more,
  });

  /** A visitor who signs in as a customer who is there already: what was the visitor's is the customer's. */
  async function becomes(site: SiteRow, visitor: UserRow): Promise<UserRow> {
    const oldHash = scenario.hash();
    await store.devices.create({ uid: scenario.id('device'), userId: visitor.id, siteId: site.id, label: '', refreshHash: oldHash, expiresAt: scenario.at + 1e12, at: scenario.at });
    const externalId = scenario.id('sub');
    const customer = await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId, name: 'Cora', at: scenario.at });
    return Object.assign(customer, { join: async () => {
      const identified = await store.users.identify({ siteId: site.id, externalId, said: {}, oldHash, newHash: scenario.hash(), expiresAt: scenario.at + 1e12, at: scenario.at });
      expect((identified as Extract<Identified, { status: 'identified' }>).user.id).toBe(customer.id);
    } });
  }

  test('who has blocked whom is known of both, in their direct conversation and nowhere else, until it is taken back', async () => {
    const { site, ada, bob, conversation: group } = await scenario.pair();
    const talk = await direct(site, ada, bob);
    expect([talk.blockers, await store.personBlocks.between(ada.id, bob.id)]).toEqual([[], false]);
    expect(await block(ada, bob)).toEqual({ isNew: true, conversations: [talk.id] });
    expect(await block(ada, bob)).toEqual({ isNew: false, conversations: [talk.id] });
    expect([await blockersOf(talk), await blockersOf(group), (await store.conversations.ofUser(bob.id, 9)).find(({ id }) => id === talk.id)?.blockers]).toEqual([[ada.id], [], [ada.id]]);
    expect([uids(await store.personBlocks.of(ada.id)), uids(await store.personBlocks.of(bob.id))]).toEqual([[bob.uid], []]);
    expect([await store.personBlocks.blockersAmong(bob.id, [ada.id, bob.id]), await store.personBlocks.blockersAmong(ada.id, [bob.id]), await store.personBlocks.blockersAmong(bob.id, []), await store.personBlocks.blockersOf(bob.id)])
      .toEqual([[ada.id], [], [], [ada.id]]);
    expect([await store.personBlocks.between(ada.id, bob.id), await store.personBlocks.between(bob.id, ada.id)]).toEqual([true, true]);
    await block(bob, ada);
    expect((await blockersOf(talk))?.toSorted()).toEqual([ada.id, bob.id].sort());
    expect(await block(ada, bob, false)).toMatchObject({ isNew: true });
    expect(await block(ada, bob, false)).toMatchObject({ isNew: false });
    expect([await blockersOf(talk), await store.personBlocks.of(ada.id)]).toEqual([[bob.id], []]);
    expect((await store.conversations.get(talk.id))?.version).toBe(0);
  });

  test('the latest block comes first, and one too many is refused and leaves none', async () => {
    const site = await scenario.site();
    const [ada, ...others] = await Promise.all(Array.from({ length: max + 2 }, () => scenario.user(site))) as [UserRow, ...UserRow[]];
    for (const other of others.slice(0, max)) await block(ada, other);
    await expect(block(ada, others[max] as UserRow)).rejects.toMatchObject({ code: 'too-large' });
    expect(uids(await store.personBlocks.of(ada.id))).toEqual(uids(others.slice(0, max)).reverse());
  });

  test('people have met who are or were in a conversation together', async () => {
    const { site, ada, bob, conversation } = await scenario.pair();
    const eve = await scenario.user(site);
    expect([await store.personBlocks.haveMet(ada.id, bob.id), await store.personBlocks.haveMet(ada.id, eve.id)]).toEqual([true, false]);
    await store.conversations.setMember(conversation.id, { userId: bob.id, role: null, at: scenario.at });
    expect(await store.personBlocks.haveMet(ada.id, bob.id)).toBe(true);
  });

  test('of two one of whom has blocked the other, neither is a contact of the other', async () => {
    const { site, ada, bob } = await scenario.pair();
    const eve = await scenario.user(site);
    for (const other of [bob, eve]) await direct(site, ada, other);
    const contacts = () => Promise.all([ada, bob, eve].map(({ id }) => store.users.contactsOf(id, 9)));
    expect(await contacts()).toEqual([[bob.id, eve.id], [ada.id], [ada.id]]);
    await block(ada, bob);
    expect(await contacts()).toEqual([[eve.id], [], [ada.id]]);
    await block(ada, bob, false);
    expect(await contacts()).toEqual([[bob.id, eve.id], [ada.id], [ada.id]]);
  });

  test('a conversation that must exist is found, and none is made', async () => {
    const { site, ada, bob } = await scenario.pair();
    await expect(direct(site, ada, bob, 'forbidden')).rejects.toMatchObject({ code: 'forbidden' });
    const talk = await direct(site, ada, bob);
    expect((await direct(site, bob, ada, 'forbidden')).id).toBe(talk.id);
  });

  test('a report is stored once, keeps what was said, and waits until it is handled', async () => {
    const { site, ada, bob, bobsDevice, conversation } = await scenario.pair();
    await store.log.append(scenario.message(conversation, bob, bobsDevice, 'something bad'));
    const given = report(site, ada, bob, { conversationId: conversation.id, seq: 1, text: 'something bad', note: 'again' });
    const first = await store.reports.add(given);
    expect(first).toEqual({ isNew: true, report: {
      id: first.report.id, uid: given.uid, siteId: site.id, at: given.at, reporterId: ada.id, reportedId: bob.id, reason: 'spam', note: 'again', place: { kind: 'group', title: 'Friends' }, text: 'something bad', handledAt: null,
    } });
    expect(await store.reports.add({ ...given, uid: scenario.id('report') })).toEqual({ ...first, isNew: false });
    await expect(store.reports.add({ ...given, reason: 'other' })).rejects.toMatchObject({ code: 'client-id-reused' });
    await store.log.delete({ conversationId: conversation.id, seq: 1, at: scenario.at });
    expect((await store.reports.open(site.id, undefined, 9)).reports).toEqual([first.report]);
    expect([await store.reports.countOpen(site.id), uids(await store.reports.involving(bob.id))]).toEqual([1, [given.uid]]);

    const elsewhere = await scenario.site();
    expect(await store.reports.handle(elsewhere.id, given.uid, { at: scenario.at, by: bob.id })).toBeUndefined();
    expect(await store.reports.countOpen(site.id)).toBe(1);
    expect(await store.reports.handle(site.id, given.uid, { at: scenario.at, by: bob.id })).toMatchObject({ handledAt: scenario.at });
    expect([await store.reports.countOpen(site.id), (await store.reports.open(site.id, undefined, 9)).reports, await store.reports.involving(ada.id)]).toEqual([0, [], []]);
    expect(await store.reports.handle(site.id, given.uid, null)).toEqual(first.report);
    expect(await store.reports.countOpen(site.id)).toBe(1);
  });

  test('reports come by page, the newest first, and those past their time are forgotten', async () => {
    const { site, ada, bob } = await scenario.pair();
    const given = [];
    for (let index = 0; index < 5; index += 1) given.push((await store.reports.add(report(site, ada, bob))).report);
    const page = await store.reports.open(site.id, undefined, 3);
    expect([uids(page.reports), page.next]).toEqual([uids(given).reverse().slice(0, 3), given[2]?.id]);
    expect(uids((await store.reports.open(site.id, page.next, 3)).reports)).toEqual(uids(given).reverse().slice(3));
    const [old, handled, ...rest] = given as [typeof given[number], typeof given[number], ...typeof given];
    await store.reports.handle(site.id, handled.uid, { at: 5, by: bob.id });
    expect((await store.reports.expire({ at: old.at + 1, handledAt: 6 })).filter(({ siteId }) => siteId === site.id)).toEqual([
      { siteId: site.id, uid: old.uid, isOpen: true }, { siteId: site.id, uid: handled.uid, isOpen: false },
    ]);
    expect(uids((await store.reports.open(site.id, undefined, 9)).reports)).toEqual(uids(rest).reverse());
  });

  test('erasing somebody takes their blocks and reports along, and those of others about them', async () => {
    for (const isReporter of [true, false]) {
      const { site, ada, bob } = await scenario.pair();
      const talk = await direct(site, ada, bob);
      await block(ada, bob);
      await store.reports.add(report(site, ada, bob, { note: 'a note on them' }));
      const exported = [JSON.stringify(await store.users.exportOf(ada.uid)), JSON.stringify(await store.users.exportOf(bob.uid))];
      expect(exported.map((text) => text.includes('a note on them'))).toEqual([true, false]);
      expect(await store.users.exportOf(ada.uid)).toMatchObject({ blockedPeople: [{ id: bob.uid }], reports: [{ user: bob.uid, reason: 'spam', note: 'a note on them' }] });
      expect(await store.users.exportOf(bob.uid)).toMatchObject({ blockedPeople: [], reports: [] });
      await store.users.erase(isReporter ? ada.uid : bob.uid, scenario.at);
      expect([await store.reports.countOpen(site.id), await blockersOf(talk), await store.personBlocks.of(ada.id), await store.personBlocks.blockersOf(bob.id)]).toEqual([0, [], [], []]);
    }
  });

  test('who signs in takes along whom they have blocked and reported, and who has blocked and reported them', async () => {
    const { site, ada, bob } = await scenario.pair();
    const eve = await scenario.user(site);
    const customer = await becomes(site, ada) as UserRow & { join: () => Promise<void> };
    await block(ada, bob);
    await block(eve, ada);
    // Of oneself nobody has anything to fear; and what is so already stays so.
    await block(ada, customer);
    await block(customer, bob);
    const twin = scenario.id('client');
    await store.reports.add(report(site, ada, bob, { clientId: twin, note: 'by the visitor' }));
    await store.reports.add(report(site, customer, bob, { clientId: twin, note: 'by the customer' }));
    await store.reports.add(report(site, eve, ada));
    await store.reports.add(report(site, ada, customer));
    await customer.join();
    expect([uids(await store.personBlocks.of(customer.id)), uids(await store.personBlocks.of(eve.id)), await store.personBlocks.blockersOf(customer.id)]).toEqual([[bob.uid], [customer.uid], [eve.id]]);
    const { reports } = await store.reports.open(site.id, undefined, 9);
    expect(reports.map(({ reporterId, reportedId, note }) => [reporterId, reportedId, note])).toEqual([[eve.id, customer.id, null], [customer.id, bob.id, 'by the customer'], [customer.id, bob.id, 'by the visitor']]);
  });
}
