import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceRow, Store, UserRow } from './store.ts';
import { textOf, withStore, type Scenario } from './store-contract.ts';

const dayMs = 86_400_000;

type Step =
  | { kind: 'send' | 'device' | 'revoke' | 'join' | 'leave'; user: number }
  | { kind: 'deliver'; user: number; share: number }
  | { kind: 'wait' | 'sweep'; user: number };

const user = fc.nat(2);
const steps = fc.array(fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), user }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), user, share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('device' as const, 'revoke' as const, 'join' as const, 'leave' as const), user }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('wait' as const, 'sweep' as const), user }) },
), { minLength: 5, maxLength: 40 });

interface SentMessage { seq: number; at: number; deviceId: number; isGone: boolean }
interface ModelDevice { row: DeviceRow; user: number; cursor: number; isRevoked: boolean }

/** Husks and forgetting, on every engine. `runs`: how many random histories. */
export function retentionContract(open: () => Promise<Store>, runs: number): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  const sweepOf = async (conversationId: number): Promise<number[]> =>
    (await store.retention.sweep(scenario.at)).filter((swept) => swept.conversationId === conversationId).flatMap((swept) => swept.seqs);
  const deliver = (conversationId: number, device: { id: number }, deliveredSeq: number) =>
    store.log.receipts({ conversationId, at: scenario.at, members: [], devices: [{ deviceId: device.id, deliveredSeq }] });

  test('with retention delivered a message never goes before every device has it, and always goes in the end', async () => {
    await fc.assert(fc.asyncProperty(steps, async (history) => {
      const { site, ada, bob, adasDevice, bobsDevice, conversation } = await scenario.pair({ retention: 'delivered' });
      const users: UserRow[] = [ada, bob, await scenario.user(site)];
      const joinedSeq: (number | undefined)[] = [0, 0, undefined];
      const messages: SentMessage[] = [];
      const devices: ModelDevice[] = [{ row: adasDevice, user: 0, cursor: 0, isRevoked: false }, { row: bobsDevice, user: 1, cursor: 0, isRevoked: false }];
      const owned = (index: number) => devices.find((device) => device.user === index && !device.isRevoked);
      const sweep = async (): Promise<void> => {
        for (const seq of await sweepOf(conversation.id)) {
          const message = messages[seq - 1]!;
          const lacking = devices.filter((device) => !device.isRevoked && device.row.createdAt <= message.at && (joinedSeq[device.user] ?? Infinity) < seq
            && device.cursor < seq && device.row.id !== message.deviceId);
          if (message.at >= scenario.at - 30 * dayMs) expect(lacking, `seq ${seq}`).toEqual([]);
          expect(message.isGone).toBe(false);
          message.isGone = true;
        }
        const kept = (await store.log.page(conversation.id, { after: 0 }, 100)).filter((row) => row.content.kind !== 'none');
        expect(kept.map((row) => row.seq)).toEqual(messages.filter((message) => !message.isGone).map((message) => message.seq));
      };
      for (const step of history as Step[]) {
        scenario.at += 1;
        const device = owned(step.user);
        switch (step.kind) {
          case 'send':
            if (!device || joinedSeq[step.user] === undefined) break;
            await store.log.append(scenario.message(conversation, users[step.user]!, device.row));
            messages.push({ seq: messages.length + 1, at: scenario.at, deviceId: device.row.id, isGone: false });
            break;
          case 'deliver': {
            const seq = Math.round(step.share * messages.length);
            if (!device || seq === 0) break;
            await deliver(conversation.id, device.row, seq);
            device.cursor = Math.max(device.cursor, seq);
            break;
          }
          case 'device':
            devices.push({ row: await scenario.device(site, users[step.user]!.id), user: step.user, cursor: 0, isRevoked: false });
            break;
          case 'revoke':
            if (!device) break;
            await store.devices.revoke(device.row.id, scenario.at);
            device.isRevoked = true;
            break;
          case 'join':
            if (joinedSeq[step.user] !== undefined) break;
            await store.conversations.setMember(conversation.id, { userId: users[step.user]!.id, role: 'member', at: scenario.at });
            joinedSeq[step.user] = messages.length;
            break;
          case 'leave':
            await store.conversations.setMember(conversation.id, { userId: users[step.user]!.id, role: null, at: scenario.at });
            joinedSeq[step.user] = undefined;
            break;
          case 'wait':
            scenario.at += 9 * dayMs;
            break;
          case 'sweep':
            await sweep();
        }
      }
      await sweep();
      for (const device of devices) if (!device.isRevoked) await deliver(conversation.id, device.row, device.cursor = messages.length);
      if ([0, 1, 2].every((index) => joinedSeq[index] === undefined || owned(index))) {
        await sweep();
        expect(messages.filter((message) => !message.isGone)).toEqual([]);
      }
      scenario.at += 30 * dayMs + 1;
      await sweep();
      expect(messages.filter((message) => !message.isGone)).toEqual([]);
    }), { numRuns: runs });
  }, 120_000);

  test('what a visitor says while no staff device is signed in waits for the first that is, and for every one of the time', async () => {
    const site = await scenario.site({ retention: 'delivered' });
    const visitor = await scenario.user(site);
    const phone = await scenario.device(site, visitor.id);
    const agent = await store.staff.add({ uid: scenario.id('staff'), email: `${scenario.id('a')}@example.org`, name: 'Sam', role: 'agent', passwordHash: null, siteIds: 'all', at: scenario.at });
    const { conversation } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'support', title: '', uniqueKey: null, at: scenario.at,
      members: [{ userId: visitor.id, role: 'visitor' }, { userId: site.teamUserId, role: 'team' }],
    });
    await store.log.append(scenario.message(conversation, visitor, phone));
    expect(await sweepOf(conversation.id)).toEqual([]);
    scenario.at += 1000;
    const desk = await scenario.device(site, agent.userId);
    expect(await sweepOf(conversation.id)).toEqual([]);
    await store.log.append(scenario.message(conversation, visitor, phone));
    await deliver(conversation.id, desk, 1);
    expect(await sweepOf(conversation.id)).toEqual([1]);
    await deliver(conversation.id, desk, 2);
    expect(await sweepOf(conversation.id)).toEqual([2]);
  });

  test('with retention in days a message goes by its age, leaves a husk that still answers its sender, and is forgotten after 35 days', async () => {
    const { ada, adasDevice, conversation } = await scenario.pair({ retention: { days: 7 } });
    const { id } = conversation;
    const message = scenario.message(conversation, ada, adasDevice, 'gone in a week');
    const stored = await store.log.append(message);
    await store.log.edit({ conversationId: id, seq: 1, content: textOf('edited'), at: scenario.at });
    await store.log.react({ conversationId: id, seq: 1, userId: ada.id, emoji: '👍', on: true, at: scenario.at });
    scenario.at += 7 * dayMs;
    expect(await sweepOf(id)).toEqual([]);
    scenario.at += 1;
    expect(await sweepOf(id)).toEqual([1]);
    expect((await store.conversations.get(id))?.members.map((member) => member.readSeq).toSorted()).toEqual([0, 1]);
    expect(await store.log.message(id, 1)).toEqual({ seq: 1, clientId: '', from: '', at: message.at, content: { kind: 'none' } });
    expect(await store.log.changesAfter(id, 0, 10)).toEqual([
      { v: 1, kind: 'message', message: { seq: 1, clientId: '', from: '', at: message.at, content: { kind: 'none' } } }, { v: 2, kind: 'state' }, { v: 3, kind: 'state' },
    ]);
    expect(await store.log.append(message)).toEqual({ ...stored, status: 'repeated' });
    expect((await store.log.append({ ...message, content: textOf('edited') })).status).toBe('reused');

    scenario.at += 28 * dayMs;
    await store.retention.sweep(scenario.at);
    expect(await store.log.message(id, 1)).toBeUndefined();
    expect(await store.conversations.get(id)).toMatchObject({ version: 3, lastSeq: 1, lastMessage: null });
    expect(await store.log.changesAfter(id, 0, 10)).toBeUndefined();
    expect(await store.log.append(message)).toMatchObject({ status: 'stored', seq: 2, v: 4 });
  });

  test('changes are kept for a day and for the last 1,000 versions; whoever is further behind needs a snapshot', async () => {
    const { ada, bob, adasDevice, conversation } = await scenario.pair();
    const { id } = conversation;
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    await store.log.react({ conversationId: id, seq: 1, userId: bob.id, emoji: '👍', on: true, at: scenario.at });
    for (let sent = 0; sent < 1000; sent += 250) {
      await Promise.all(Array.from({ length: 250 }, () => store.log.append(scenario.message(conversation, ada, adasDevice))));
    }
    await store.retention.sweep(scenario.at);
    expect(await store.log.changesAfter(id, 1, 1)).toMatchObject([{ v: 2, kind: 'reaction' }]);
    scenario.at += dayMs + 1;
    await store.retention.sweep(scenario.at);
    expect(await store.log.changesAfter(id, 1, 1)).toBeUndefined();
    expect(await store.log.changesAfter(id, 2, 1000)).toHaveLength(1000);
  });

  test('with retention keep nothing goes', async () => {
    const { ada, adasDevice, conversation } = await scenario.pair();
    await store.log.append(scenario.message(conversation, ada, adasDevice));
    await deliver(conversation.id, adasDevice, 1);
    scenario.at += 400 * dayMs;
    expect(await sweepOf(conversation.id)).toEqual([]);
  });
}
