import { limits } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scenario } from './store-contract.ts';
import type { ConversationRow, Store, UserRow } from './store.ts';

/** The rules of a user's own list, which every engine keeps. */
export function ownListContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  beforeAll(async () => {
    store = await open();
    scenario = new Scenario(store);
  });
  afterAll(async () => { await store.close(); });

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
    await store.conversations.removeMember(id, bob.id, scenario.at);
    await store.conversations.arrange(id, bob.id, { pinned: true });
    await store.conversations.addMember(id, { userId: bob.id, role: 'member', at: scenario.at });
    expect(await bobIn(id)).toMatchObject({ pinned: false, mutedUntil: 0, archivedSeq: 0 });
    await store.conversations.addMember(other.id, { userId: bob.id, role: 'owner', at: scenario.at });
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
    await store.conversations.removeMember(groups[2]!.id, ada.id, scenario.at);
    expect(await listed(ada)).not.toContain(groups[2]!.id);
  });
}
