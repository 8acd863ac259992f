import type { GroupRole } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import type { EventRow } from './events-store.ts';
import { withStore, type Scenario } from './store-contract.ts';
import type { ConversationRow, SiteRow, Store, UserRow } from './store.ts';

const dayMs = 86_400_000;

/** What happens in conversations beside messages: the rules that every engine keeps. */
export function eventsContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  const all = async ({ id }: { id: number }): Promise<EventRow[]> => (await store.events.page(id, undefined, 100)).events;
  /** Kind, who did it, to whom; by the letters of `names`. */
  async function told(place: { id: number }, names: Readonly<Record<string, UserRow>>): Promise<string[]> {
    const nameOf = (id: number | null): string => Object.entries(names).find(([, user]) => user.id === id)?.[0] ?? (id === null ? '' : '?');
    return (await all(place)).map(({ kind, byId, userId, title }) => [kind, nameOf(byId), nameOf(userId), title ?? ''].join(' ').trim());
  }

  /** Ada owns it. */
  async function group(site: SiteRow, ada: UserRow, ...others: UserRow[]): Promise<ConversationRow> {
    return (await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'group', title: 'Plans', uniqueKey: null, at: scenario.at,
      members: [{ userId: ada.id, role: 'owner' }, ...others.map(({ id }) => ({ userId: id, role: 'member' as const }))],
    })).conversation;
  }
  const set = ({ id }: { id: number }, user: UserRow, role: GroupRole | null, by?: UserRow) =>
    store.conversations.setMember(id, { userId: user.id, role, at: scenario.at, ...(by ? { by: by.id } : {}) });
  async function people() {
    const site = await scenario.site();
    const [ada, bob, cleo] = [await scenario.user(site), await scenario.user(site), await scenario.user(site)];
    return { site, ada, bob, cleo };
  }
  const support = async (site: SiteRow, visitor: UserRow): Promise<ConversationRow> => (await store.conversations.open({
    uid: scenario.id('conversation'), siteId: site.id, kind: 'support', title: '', uniqueKey: `support:${visitor.id}`, at: scenario.at,
    members: [{ userId: visitor.id, role: 'visitor' }, { userId: site.teamUserId, role: 'team' }],
  })).conversation;
  async function staffOf(site: SiteRow): Promise<UserRow & { address: string }> {
    const address = `${scenario.id('a')}@example.org`;
    const { userId } = await store.staff.add({ uid: scenario.id('staff'), email: address, name: 'Lea', role: 'agent', passwordHash: null, siteIds: [site.id], at: scenario.at });
    return { ...(await store.users.get(userId))!, address };
  }

  test('a group tells who made it, who was added, joined, left or was taken out, who has which role, and its names; the same again tells nothing', async () => {
    const { site, ada, bob, cleo } = await people();
    const dora = await scenario.user(site);
    const place = await group(site, ada, bob);
    await set(place, cleo, 'member', ada);
    await set(place, cleo, 'member', ada);
    await set(place, dora, 'member', dora);
    await set(place, cleo, 'admin', ada);
    await set(place, cleo, 'member', ada);
    await set(place, bob, 'owner', ada);
    await store.conversations.rename(place.id, 'Climbing', scenario.at, bob.id);
    await store.conversations.rename(place.id, 'Climbing', scenario.at, bob.id);
    await set(place, cleo, null, bob);
    await set(place, dora, null, dora);
    expect(await told(place, { ada, bob, cleo, dora })).toEqual([
      'created ada', 'added ada bob', 'added ada cleo', 'joined  dora', 'admin ada cleo', 'member ada cleo', 'owner ada bob', 'named bob  Climbing', 'removed bob cleo', 'left  dora',
    ]);
  });

  test('an owner who leaves, or is erased, is followed by somebody, which nobody did', async () => {
    const { site, ada, bob, cleo } = await people();
    const place = await group(site, ada, bob, cleo);
    await set(place, ada, null);
    expect((await told(place, { ada, bob, cleo })).slice(-2)).toEqual(['left  ada', 'owner  bob']);
    await store.users.erase(bob.uid, scenario.at);
    expect((await told(place, { ada, bob, cleo })).at(-1)).toBe('owner  cleo');
  });

  test('each is counted, and says after which message it was; what is not done is not told', async () => {
    const { site, ada, bob, cleo } = await people();
    const place = await group(site, ada, bob);
    const device = await scenario.device(site, bob.id);
    for (const text of ['one', 'two']) await store.log.append(scenario.message(place, bob, device, text));
    await set(place, cleo, 'member', ada);
    expect(await store.conversations.setMember(place.id, { userId: bob.id, role: null, at: scenario.at, by: ada.id, given: { roles: [{ userId: cleo.id, role: 'owner' }] } })).toEqual({ status: 'moved' });
    expect((await all(place)).map(({ n, seq, at }) => [n, seq, at])).toEqual([[1, 0, scenario.at], [2, 0, scenario.at], [3, 2, scenario.at]]);
    expect(await all(await scenario.group(site, [ada, bob]))).toHaveLength(3);
  });

  test('pages are the newest first, each ascending, and end', async () => {
    const { site, ada, bob } = await people();
    const place = await group(site, ada, bob);
    for (const title of ['a', 'b', 'c']) await store.conversations.rename(place.id, title, scenario.at, ada.id);
    const first = await store.events.page(place.id, undefined, 2);
    const second = await store.events.page(place.id, first.next, 2);
    const last = await store.events.page(place.id, second.next, 2);
    expect([first, second, last].map(({ events, next }) => [events.map(({ n }) => n), next])).toEqual([[[4, 5], 4], [[2, 3], 2], [[1], undefined]]);
  });

  test('a support conversation tells how it was handled, and what came of itself was done by nobody', async () => {
    const { site, ada } = await people();
    const place = await support(site, ada);
    const [lea, sam] = [await staffOf(site), await staffOf(site)];
    const device = await scenario.device(site, ada.id);
    expect(await all(place)).toEqual([]);
    await store.handling.assign(place.id, lea.id, scenario.at, lea.id);
    await store.handling.assign(place.id, sam.id, scenario.at, lea.id);
    await store.handling.assign(place.id, null, scenario.at, sam.id);
    await store.handling.setState(place.id, 'resolved', scenario.at, lea.id);
    await store.handling.setState(place.id, 'resolved', scenario.at, lea.id);
    await store.handling.setState(place.id, 'open', scenario.at, lea.id);
    await store.handling.snooze(place.id, scenario.at + 5, scenario.at, lea.id);
    await store.handling.wakeDue(scenario.at + 5, 200);
    await store.handling.setState(place.id, 'resolved', scenario.at, lea.id);
    const message = scenario.message(place, ada, device);
    await store.log.append(message);
    await store.handling.wake(place.id, message, scenario.at);
    await store.handling.assign(place.id, sam.id, scenario.at, lea.id);
    await store.staff.remove(sam.address, scenario.at);
    expect(await told(place, { lea, sam })).toEqual([
      'assigned lea lea', 'assigned lea sam', 'unassigned sam', 'resolved lea', 'reopened lea', 'snoozed lea', 'woken', 'resolved lea', 'reopened', 'assigned lea sam', 'unassigned',
    ]);
    expect((await all(place)).map(({ until }) => until).filter((until) => until !== null)).toEqual([scenario.at + 5]);
  });

  test('of who is erased nothing is told that was done to them, nor that they did something: that it was done stays where it says enough', async () => {
    const { site, ada, bob, cleo } = await people();
    const place = await group(site, ada, bob, cleo);
    await set(place, cleo, 'admin', ada);
    await store.conversations.rename(place.id, 'Climbing', scenario.at, ada.id);
    await store.users.erase(ada.uid, scenario.at);
    await store.users.erase(bob.uid, scenario.at);
    expect(await told(place, { cleo })).toEqual(['added  cleo', 'admin  cleo', 'named   Climbing', 'owner  cleo']);
    const lea = await staffOf(site);
    const asked = await support(site, cleo);
    await store.handling.setState(asked.id, 'resolved', scenario.at, lea.id);
    await store.handling.setState(asked.id, 'open', scenario.at, lea.id);
    await store.users.erase(lea.uid, scenario.at);
    expect(await told(asked, { lea })).toEqual(['resolved']);
  });

  test('a visitor who turns out to be a customer is told of as the customer, and not of what the two did with each other', async () => {
    const { site, ada, bob } = await people();
    const hash = scenario.hash();
    const sub = scenario.id('sub');
    const customer = await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId: sub, name: 'Cora', at: scenario.at });
    await store.devices.create({ uid: scenario.id('device'), userId: ada.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 1e12, at: scenario.at });
    const place = await group(site, ada, bob);
    await set(place, customer, 'member', ada);
    await set(place, ada, 'owner', bob);
    await set(place, bob, 'admin', ada);
    await store.users.identify({ siteId: site.id, externalId: sub, said: {}, oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1e12, at: scenario.at });
    expect(await told(place, { bob, customer })).toEqual(['created customer', 'added customer bob', 'admin customer bob']);
  });

  test('they go with the site’s retention, and stay where everything is kept', async () => {
    const { ada, conversation: brief } = await scenario.pair({ retention: { days: 2 } });
    const { conversation: kept } = await scenario.pair();
    scenario.at += 1.5 * dayMs;
    await store.conversations.rename(brief.id, 'Later', scenario.at, ada.id);
    scenario.at += dayMs;
    await store.retention.sweep(scenario.at);
    expect([(await all(brief)).map(({ kind, n }) => [kind, n]), (await all(kept)).length]).toEqual([[['named', 4]], 3]);
  });
}
