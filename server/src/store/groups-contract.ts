import { limits, type GroupRole, type MemberRole } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { withStore, type Scenario } from './store-contract.ts';
import type { ConversationRow, SiteRow, Store, UserRow } from './store.ts';

/** Groups that are run by who is in them: the rules that every engine keeps. */
export function groupsContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  /** Its owner first; each joins a moment after the one before. */
  async function group(site: SiteRow, roles: readonly GroupRole[]): Promise<{ users: UserRow[]; conversation: ConversationRow }> {
    const users = await Promise.all(roles.map(() => scenario.user(site)));
    const { conversation } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'group', title: 'Plans', uniqueKey: null, at: scenario.at, members: [{ userId: users[0]!.id, role: roles[0]! }],
    });
    for (const [index, user] of users.entries()) {
      scenario.at += 1000;
      if (index > 0) await set(conversation, user, roles[index]!);
    }
    return { users, conversation };
  }
  const set = ({ id }: { id: number }, user: UserRow, role: GroupRole | null, given = {}) => store.conversations.setMember(id, { userId: user.id, role, at: scenario.at, given });
  const rolesIn = async ({ id }: { id: number }, users: readonly UserRow[]) => {
    const row = await store.conversations.get(id);
    return users.map((user) => row?.members.find(({ userId }) => userId === user.id)?.role ?? null);
  };
  const versions = async ({ id }: { id: number }) => (await store.log.changesAfter(id, 0, 1000))?.map(({ v }) => v);

  test('who joins begins at the last message, who leaves is told of with their name if they have written, and each change has a version', async () => {
    const site = await scenario.site();
    const { users: [ada, bob], conversation } = await group(site, ['owner', 'member']) as { users: [UserRow, UserRow]; conversation: ConversationRow };
    const device = await scenario.device(site, bob.id);
    await store.log.append(scenario.message(conversation, bob, device));
    const carol = await scenario.user(site);
    expect(await set(conversation, carol, 'member')).toEqual({ status: 'done', changes: [{ v: 3, userId: carol.id, role: 'member', lastSeq: 1 }] });
    expect((await store.conversations.get(conversation.id))?.members.find(({ userId }) => userId === carol.id)).toMatchObject({ deliveredSeq: 1, readSeq: 1, joinedSeq: 1 });
    expect(await set(conversation, carol, 'member')).toEqual({ status: 'done', changes: [] });
    expect(await set(conversation, carol, null)).toEqual({ status: 'done', changes: [{ v: 4, userId: carol.id, role: null, lastSeq: 1 }] });
    expect(await set(conversation, bob, null)).toEqual({ status: 'done', changes: [{ v: 5, userId: bob.id, role: null, lastSeq: 1, hasWritten: true }] });
    expect(await store.log.changesAfter(conversation.id, 3, 10)).toEqual([
      { v: 4, kind: 'member', user: carol.uid, role: null },
      { v: 5, kind: 'member', user: bob.uid, role: null, person: { id: bob.uid, name: 'Ada', kind: 'visitor', role: 'member', hasLeft: true } },
    ]);
    expect(await store.conversations.formerMembers(conversation.id, 9)).toEqual([bob.id]);
    // What they wrote before is not forgotten by a second, silent stay.
    for (const role of ['member', null] as const) await set(conversation, bob, role);
    expect(await store.conversations.formerMembers(conversation.id, 9)).toEqual([bob.id]);
    expect(await rolesIn(conversation, [ada, bob, carol])).toEqual(['owner', null, null]);
  });

  test('an owner who leaves is followed by the admin who has been there longest, then by the member who has; the last one leaves nobody', async () => {
    const site = await scenario.site();
    const { users, conversation } = await group(site, ['owner', 'member', 'admin', 'admin', 'member']);
    await store.conversations.setInvite(conversation.id, { key: scenario.id('key'), expiresAt: scenario.at + 1e6 });
    const owners: (MemberRole | 'team' | null)[][] = [];
    for (const at of [0, 2, 3, 1, 4]) {
      await set(conversation, users[at]!, null);
      owners.push(await rolesIn(conversation, users));
    }
    expect(owners).toEqual([
      [null, 'member', 'owner', 'admin', 'member'], [null, 'member', null, 'owner', 'member'], [null, 'owner', null, null, 'member'], [null, null, null, null, 'owner'], [null, null, null, null, null],
    ]);
    expect(await store.conversations.invite(conversation.id)).toBeUndefined();
    const all = await versions(conversation);
    expect(all).toEqual(all?.map((_, index) => index + 1));
  });

  test('a new owner makes the former one an admin, in one step', async () => {
    const site = await scenario.site();
    const { users, conversation } = await group(site, ['owner', 'member']);
    expect(await set(conversation, users[1]!, 'owner')).toMatchObject({ changes: [{ v: 2, userId: users[0]!.id, role: 'admin' }, { v: 3, userId: users[1]!.id, role: 'owner' }] });
    expect(await rolesIn(conversation, users)).toEqual(['admin', 'owner']);
  });

  test('nothing is done where what it rests on is not so any more: of two who take each other out one is in time', async () => {
    const site = await scenario.site();
    const { users, conversation } = await group(site, ['owner', 'admin', 'admin']);
    const [, bob, carol] = users as [UserRow, UserRow, UserRow];
    const given = { roles: [bob, carol].map((user) => ({ userId: user.id, role: 'admin' as const })) };
    const outcomes = await Promise.all([set(conversation, carol, null, given), set(conversation, bob, null, given)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['done', 'moved']);
    expect((await rolesIn(conversation, [bob, carol])).filter((role) => role === 'admin')).toHaveLength(1);
    expect((await store.conversations.get(conversation.id))?.version).toBe(3);
  });

  test('a group never has more members than it can, however many come at once', async () => {
    const site = await scenario.site();
    const users: UserRow[] = [];
    while (users.length < limits.groupMaxMembers + 4) users.push(...await Promise.all(Array.from({ length: 100 }, () => scenario.user(site))));
    const { conversation } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'group', title: 'Plans', uniqueKey: null, at: scenario.at,
      members: users.slice(0, limits.groupMaxMembers - 2).map(({ id }, index) => ({ userId: id, role: index === 0 ? 'owner' : 'member' })),
    });
    const outcomes = await Promise.all(users.slice(limits.groupMaxMembers - 2, limits.groupMaxMembers + 4).map((user) => set(conversation, user, 'member')));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['done', 'done', 'full', 'full', 'full', 'full']);
    expect((await store.conversations.get(conversation.id))?.members).toHaveLength(limits.groupMaxMembers);
    // Who is there already takes no place.
    expect(await set(conversation, users[1]!, 'admin')).toMatchObject({ status: 'done' });
  }, 60_000);

  test('one invite of a group holds, until another takes its place, it is ended, or its time is over', async () => {
    const site = await scenario.site();
    const { conversation: { id } } = await group(site, ['owner']);
    const [first, second] = [{ key: scenario.id('key'), expiresAt: scenario.at + 1000 }, { key: scenario.id('key'), expiresAt: scenario.at + 2000 }];
    await store.conversations.setInvite(id, first);
    expect([await store.conversations.invitedTo(first.key, scenario.at), await store.conversations.invitedTo(first.key, first.expiresAt)]).toEqual([id, undefined]);
    await store.conversations.setInvite(id, second);
    expect([await store.conversations.invite(id), await store.conversations.invitedTo(first.key, scenario.at), await store.conversations.invitedTo(second.key, scenario.at)]).toEqual([second, undefined, id]);
    const guest = await scenario.user(site);
    expect(await set({ id }, guest, 'member', { invite: first.key })).toEqual({ status: 'moved' });
    expect(await set({ id }, guest, 'member', { invite: second.key })).toMatchObject({ status: 'done' });
    await store.conversations.setInvite(id, null);
    expect([await store.conversations.invite(id), await store.conversations.invitedTo(second.key, scenario.at)]).toEqual([undefined, undefined]);
    await store.conversations.setInvite(id, second);
    await store.retention.sweep(second.expiresAt + 1);
    expect(await store.conversations.invite(id)).toBeUndefined();
  });

  test('what members may do is as everybody expects until it is chosen, one thing at a time, under a version each; the same again is no news', async () => {
    const site = await scenario.site();
    const { conversation: { id } } = await group(site, ['owner']);
    const permissions = async () => (await store.conversations.get(id))?.permissions;
    const usual = { send: 'all', add: 'admins', rename: 'admins' } as const;
    expect(await permissions()).toBeNull();
    expect(await store.conversations.setPermissions(id, { send: 'all' }, scenario.at)).toBeUndefined();
    expect(await store.conversations.setPermissions(id, { send: 'admins' }, scenario.at)).toEqual({ v: 1, permissions: { ...usual, send: 'admins' } });
    expect(await store.conversations.setPermissions(id, { send: 'admins', add: undefined }, scenario.at)).toBeUndefined();
    expect(await store.conversations.setPermissions(id, { rename: 'all' }, scenario.at)).toEqual({ v: 2, permissions: { send: 'admins', add: 'admins', rename: 'all' } });
    expect(await permissions()).toEqual({ send: 'admins', add: 'admins', rename: 'all' });
    expect(await store.log.changesAfter(id, 0, 9)).toEqual([
      { v: 1, kind: 'state', permissions: { ...usual, send: 'admins' } }, { v: 2, kind: 'state', permissions: { send: 'admins', add: 'admins', rename: 'all' } },
    ]);
  });

  test('a group whose owner is erased passes on, and the invite of one that has nobody left goes', async () => {
    const site = await scenario.site();
    const { users, conversation } = await group(site, ['owner', 'member', 'admin']);
    const alone = await group(site, ['owner']);
    for (const { id } of [conversation, alone.conversation]) await store.conversations.setInvite(id, { key: scenario.id('key'), expiresAt: scenario.at + 1e6 });
    await store.users.erase(users[0]!.uid, scenario.at);
    await store.users.erase(alone.users[0]!.uid, scenario.at);
    expect(await rolesIn(conversation, users)).toEqual([null, 'member', 'owner']);
    expect([await store.conversations.invite(conversation.id), await store.conversations.invite(alone.conversation.id)]).toMatchObject([{}, undefined]);
  });
}
