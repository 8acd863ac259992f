import { limits } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import type { ActivityCursor } from './desk-store.ts';
import { withStore, type Scenario } from './store-contract.ts';
import type { ConversationRow, SiteRow, Store, UserRow } from './store.ts';

/** The rules of a user's own list, which every engine keeps. */
export function ownListContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  test('how a member arranges a conversation is theirs alone, stays until they change it, and takes no version', async () => {
    const { ada, bob, adasDevice, conversation } = await scenario.pair();
    const { id } = conversation;
    const arranged = async (user: UserRow) => {
      const member = (await store.conversations.get(id))?.members.find(({ userId }) => userId === user.id);
      return member && [member.pinned, member.mutedUntil, member.archivedSeq];
    };
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    expect(await arranged(ada)).toEqual([false, 0, 0]);
    await store.conversations.arrange(id, ada.id, { pinned: true, mutedUntil: limits.mutedForGood });
    await store.conversations.arrange(id, ada.id, { archivedSeq: 1 });
    await store.conversations.arrange(id, ada.id, {});
    expect(await arranged(ada)).toEqual([true, limits.mutedForGood, 1]);
    expect(await arranged(bob)).toEqual([false, 0, 0]);
    expect(await store.users.exportOf(ada.uid)).toMatchObject({ conversations: [{ membership: { pinned: true, mutedUntil: limits.mutedForGood, archivedSeq: 1 } }] });
    await store.conversations.arrange(id, ada.id, { pinned: false, mutedUntil: 0, archivedSeq: 0 });
    expect(await arranged(ada)).toEqual([false, 0, 0]);
    expect((await store.conversations.get(id))?.version).toBe(1);
  });

  test('who leaves and joins again begins without an arrangement', async () => {
    const { site, ada, bob, conversation } = await scenario.pair();
    const other = await scenario.group(site, [ada, bob]);
    const { id } = conversation;
    const bobIn = async (place: number) => (await store.conversations.get(place))?.members.find(({ userId }) => userId === bob.id);
    for (const place of [id, other.id]) await store.conversations.arrange(place, bob.id, { pinned: true, mutedUntil: 5, archivedSeq: 1 });
    await store.conversations.setMember(id, { userId: bob.id, role: null, at: scenario.at });
    await store.conversations.arrange(id, bob.id, { pinned: true });
    await store.conversations.setMember(id, { userId: bob.id, role: 'member', at: scenario.at });
    expect(await bobIn(id)).toMatchObject({ pinned: false, mutedUntil: 0, archivedSeq: 0 });
    await store.conversations.setMember(other.id, { userId: bob.id, role: 'owner', at: scenario.at });
    expect(await bobIn(other.id)).toMatchObject({ role: 'owner', pinned: true, mutedUntil: 5, archivedSeq: 1 });
  });

  test('a list has what is pinned however old it is, in its place, but not without end', async () => {
    const { site, ada, bob, conversation: oldest } = await scenario.pair();
    const groups = [oldest];
    for (let count = 0; count < limits.pinnedShown + 2; count += 1) {
      scenario.at += 20_000;
      groups.unshift(await scenario.group(site, [ada, bob]));
    }
    const ids = (rows: readonly ConversationRow[]) => rows.map(({ id }) => id);
    const listed = async (user: UserRow) => ids(await store.conversations.ofUser(user.id, 2));
    await store.conversations.arrange(oldest.id, ada.id, { pinned: true });
    await store.conversations.arrange(groups[1]!.id, ada.id, { pinned: true });
    expect(await listed(ada)).toEqual(ids([groups[0]!, groups[1]!, oldest]));
    expect(await listed(bob)).toEqual(ids(groups.slice(0, 2)));
    for (const { id } of groups.slice(2)) await store.conversations.arrange(id, ada.id, { pinned: true });
    expect(await listed(ada)).toEqual(ids(groups.slice(0, limits.pinnedShown + 1)));
    await store.conversations.setMember(groups[2]!.id, { userId: ada.id, role: null, at: scenario.at });
    expect(await listed(ada)).not.toContain(groups[2]!.id);
  });

  /** What is found, page by page. */
  async function search(site: SiteRow, user: UserRow, words: string): Promise<{ conversation: number; text: string; seq?: number }[]> {
    const hits: { conversation: number; text: string; seq?: number }[] = [];
    for (let before: ActivityCursor | undefined, isFirst = true; isFirst || before; isFirst = false) {
      const { found, next } = await store.search.step({ siteId: site.id, userId: user.id }, words, before);
      hits.push(...found.map(({ conversation, match }) => ({ conversation: conversation.id, text: match.text, ...('seq' in match ? { seq: match.seq } : {}) })));
      before = next;
    }
    return hits;
  }

  const named = (site: SiteRow, name: string, email?: string) =>
    store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'visitor', name, ...(email === undefined ? {} : { email }), at: scenario.at });

  test('a user finds their own conversations by message, title and the names of others, and never by an address or their own name', async () => {
    const site = await scenario.site();
    const [ada, bob] = [await named(site, 'Ada Heron', 'ada@egret.example'), await named(site, 'Bob Egret', 'bob@heron.example')];
    const device = await scenario.device(site, ada.id);
    const group = await scenario.group(site, [ada, bob]);
    expect(await search(site, ada, 'EGRET')).toEqual([{ conversation: group.id, text: 'Bob Egret' }]);
    expect(await search(site, ada, 'heron')).toEqual([]);
    expect(await search(site, ada, 'friends')).toEqual([{ conversation: group.id, text: 'Friends' }]);
    await store.log.append(scenario.message(group, ada, device, 'an egret on the roof'));
    await store.log.append(scenario.message(group, ada, device, 'two of them'));
    expect(await search(site, ada, 'egret')).toEqual([{ conversation: group.id, text: 'an egret on the roof', seq: 1 }]);
    const { conversation: support } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'support', title: '', uniqueKey: `support:${ada.id}`, at: scenario.at,
      members: [{ userId: ada.id, role: 'visitor' }, { userId: site.teamUserId, role: 'team' }],
    });
    await store.log.append(scenario.message(support, ada, device, 'where is my kite'));
    expect(await search(site, ada, 'kite')).toEqual([{ conversation: support.id, text: 'where is my kite', seq: 1 }]);
  });

  test('what others write, what is of another site, and what a user has left is not found by them', async () => {
    const { site, ada, bob, bobsDevice, conversation } = await scenario.pair();
    const [elsewhere, carol] = [await scenario.site(), await scenario.user(site)];
    const theirs = await scenario.group(site, [bob, carol]);
    const far = await scenario.group(elsewhere, [ada, bob]);
    for (const place of [conversation, theirs, far]) await store.log.append(scenario.message(place, bob, bobsDevice, 'a bittern'));
    const places = async (user: UserRow, where = site) => (await search(where, user, 'bittern')).map((hit) => hit.conversation).sort((a, b) => a - b);
    expect([await places(ada), await places(ada, elsewhere), await places(carol), await places(bob)]).toEqual([[conversation.id], [far.id], [theirs.id], [conversation.id, theirs.id]]);
    await store.conversations.setMember(conversation.id, { userId: ada.id, role: null, at: scenario.at });
    expect(await places(ada)).toEqual([]);
    expect(await places(bob)).toEqual([conversation.id, theirs.id]);
  });

  test('however many conversations there are, a user finds each once, latest activity first', async () => {
    const site = await scenario.site();
    const [ada, bob] = [await scenario.user(site), await scenario.user(site)];
    const groups: ConversationRow[] = [];
    for (let count = 0; count < 45; count += 1) {
      if (count % 3 === 0) scenario.at += 120_000;
      groups.unshift(await scenario.group(site, [ada, bob]));
    }
    expect((await search(site, ada, 'friends')).map((hit) => hit.conversation)).toEqual(groups.map(({ id }) => id));
  });
}
