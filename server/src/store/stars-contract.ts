import { expect, test } from 'vitest';
import { withStore, type Scenario } from './store-contract.ts';
import type { Store, UserRow } from './store.ts';

/** The rules of starred messages, which every engine keeps. */
export function starsContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  const max = 5;
  const star = (user: UserRow, conversation: { id: number }, seq: number, on = true) =>
    store.stars.set({ userId: user.id, conversationId: conversation.id, seq, on, at: scenario.at, max });
  const revisionOf = async (user: UserRow) => (await store.users.get(user.id))?.starsRevision;
  async function talk(count: number) {
    const pair = await scenario.pair();
    for (let at = 1; at <= count; at += 1) await store.log.append(scenario.message(pair.conversation, at % 2 === 1 ? pair.ada : pair.bob, at % 2 === 1 ? pair.adasDevice : pair.bobsDevice, `message ${at}`));
    return pair;
  }

  test('a star is one user’s alone, is set once however often it is asked for, and each change counts up', async () => {
    const { ada, bob, conversation } = await talk(3);
    expect([await star(ada, conversation, 2), await star(ada, conversation, 2), await star(ada, conversation, 3)]).toEqual(['changed', 'same', 'changed']);
    expect([await store.stars.seqsIn(conversation.id, ada.id), await store.stars.seqsIn(conversation.id, bob.id)]).toEqual([[2, 3], []]);
    expect([await star(ada, conversation, 2, false), await star(ada, conversation, 2, false)]).toEqual(['changed', 'same']);
    expect([await store.stars.seqsIn(conversation.id, ada.id), await revisionOf(ada), await revisionOf(bob)]).toEqual([[3], 3, 0]);
    expect((await store.conversations.get(conversation.id))?.version).toBe(3);
  });

  test('there is nothing to star in a message that is not there, is empty, or is not for this user', async () => {
    const { site, ada, bob, conversation } = await talk(2);
    const carol = await scenario.user(site);
    await store.log.delete({ conversationId: conversation.id, seq: 1, at: scenario.at });
    expect([await star(ada, conversation, 1), await star(ada, conversation, 9), await star(carol, conversation, 2)]).toEqual(['gone', 'gone', 'gone']);
    await store.conversations.setMember(conversation.id, { userId: bob.id, role: null, at: scenario.at });
    expect(await star(bob, conversation, 2)).toBe('gone');
  });

  test('beyond the limit a star is refused, and room is made by taking one away', async () => {
    const { ada, conversation } = await talk(max + 1);
    for (let seq = 1; seq <= max; seq += 1) await star(ada, conversation, seq);
    await expect(star(ada, conversation, max + 1)).rejects.toMatchObject({ code: 'too-large' });
    await star(ada, conversation, 1, false);
    expect(await star(ada, conversation, max + 1)).toBe('changed');
  });

  test('pages have the latest star first, each once, of one site, and of one conversation where asked', async () => {
    const { site, ada, bob, bobsDevice, conversation } = await talk(4);
    const [other, far] = [await scenario.group(site, [ada, bob]), await scenario.group(await scenario.site(), [ada, bob])];
    for (const place of [other, far]) await store.log.append(scenario.message(place, bob, bobsDevice, 'elsewhere'));
    for (const seq of [3, 1, 4]) await star(ada, conversation, seq);
    await star(ada, other, 1);
    await star(ada, far, 1);
    await star(bob, conversation, 2);
    const seqs: [number, number][] = [];
    for (let before: number | undefined, isFirst = true; isFirst || before !== undefined; isFirst = false) {
      const page = await store.stars.page(ada.id, { siteId: site.id }, before, 3);
      seqs.push(...page.stars.map(({ conversationId, message }): [number, number] => [conversationId, message.seq]));
      before = page.next;
    }
    expect(seqs).toEqual([[other.id, 1], [conversation.id, 4], [conversation.id, 1], [conversation.id, 3]]);
    const { stars, next } = await store.stars.page(ada.id, { siteId: site.id, conversationId: conversation.id }, undefined, 3);
    expect([stars.map(({ message }) => message.seq), next]).toEqual([[4, 1, 3], undefined]);
    expect(stars[0]).toMatchObject({ authorId: bob.id, at: scenario.at, message: { seq: 4, from: bob.uid, content: { kind: 'text', text: 'message 4' } } });
  });

  test('a star goes with its message: deleted, expired, or its author erased', async () => {
    const { ada, bob, conversation } = await talk(4);
    for (const seq of [1, 2, 3]) await star(bob, conversation, seq);
    await star(ada, conversation, 3);
    const deleted = await store.log.delete({ conversationId: conversation.id, seq: 3, at: scenario.at });
    expect(deleted?.starredBy.toSorted((a, b) => a - b)).toEqual([ada.id, bob.id]);
    expect([await store.stars.seqsIn(conversation.id, bob.id), await store.stars.seqsIn(conversation.id, ada.id), await revisionOf(ada)]).toEqual([[1, 2], [], 2]);
    await store.users.erase(ada.uid, scenario.at);
    expect(await store.stars.seqsIn(conversation.id, bob.id)).toEqual([2]);

    const { site, ada: cora, conversation: brief } = await scenario.pair({ retention: { days: 1 } });
    const device = await scenario.device(site, cora.id);
    await store.log.append(scenario.message(brief, cora, device));
    await star(cora, brief, 1);
    scenario.at += 2 * 86_400_000;
    await store.retention.sweep(scenario.at);
    expect(await store.stars.seqsIn(brief.id, cora.id)).toEqual([]);
  });

  test('a star goes with the membership and with the user, and is part of what they can have', async () => {
    const { site, ada, bob, conversation } = await talk(2);
    const other = await scenario.group(site, [ada, bob]);
    await store.log.append(scenario.message(other, ada, await scenario.device(site, ada.id)));
    await star(bob, conversation, 1);
    await star(bob, other, 1);
    expect(await store.users.exportOf(bob.uid)).toMatchObject({ conversations: [{ starred: [1] }, { starred: [1] }] });
    await store.conversations.setMember(conversation.id, { userId: bob.id, role: null, at: scenario.at });
    expect([await store.stars.seqsIn(conversation.id, bob.id), await store.stars.seqsIn(other.id, bob.id)]).toEqual([[], [1]]);
    await store.users.erase(bob.uid, scenario.at);
    expect(await store.stars.seqsIn(other.id, bob.id)).toEqual([]);
  });

  test('what a visitor has starred is the customer’s whom they become, each once', async () => {
    const { site, ada, bob, conversation } = await talk(3);
    const hash = scenario.hash();
    await store.devices.create({ uid: scenario.id('device'), userId: ada.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 1e12, at: scenario.at });
    const sub = scenario.id('sub');
    const cora = await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId: sub, name: 'Cora', at: scenario.at });
    await store.conversations.setMember(conversation.id, { userId: cora.id, role: 'member', at: scenario.at });
    for (const seq of [1, 2]) await star(ada, conversation, seq);
    for (const seq of [2, 3]) await star(cora, conversation, seq);
    await star(bob, conversation, 1);
    expect((await store.users.identify({ siteId: site.id, externalId: sub, said: {}, oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1e12, at: scenario.at })).status).toBe('identified');
    expect([await store.stars.seqsIn(conversation.id, cora.id), await store.stars.seqsIn(conversation.id, ada.id), await store.stars.seqsIn(conversation.id, bob.id)]).toEqual([[1, 2, 3], [], [1]]);
    expect(await revisionOf(cora)).toBe(3);
  });
}
