import type { FoyerError } from '@foyer-chat/widget/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskContract } from './desk-contract.ts';
import { freePort, startCluster, type PostgresCluster } from '../../test/postgres-cluster.ts';
import { eventsContract } from './events-contract.ts';
import { groupsContract } from './groups-contract.ts';
import { identifyContract } from './identify-contract.ts';
import { linksContract } from './links-contract.ts';
import { ownListContract } from './own-list-contract.ts';
import { protectionContract } from './protection-contract.ts';
import { openPostgres } from './postgres.ts';
import { privacyContract } from './privacy-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { starsContract } from './stars-contract.ts';
import { Scenario, storeContract } from './store-contract.ts';

let cluster: PostgresCluster;
let url = '';

beforeAll(async () => {
  cluster = await startCluster();
  url = cluster.url;
});
afterAll(() => cluster.stop());

describe('on PostgreSQL', () => {
  describe('the store', () => storeContract(() => openPostgres({ url })));
  describe('the desk', () => deskContract(() => openPostgres({ url }), 8));
  describe('the own list', () => ownListContract(() => openPostgres({ url })));
  describe('groups', () => groupsContract(() => openPostgres({ url })));
  describe('events', () => eventsContract(() => openPostgres({ url })));
  describe('stars', () => starsContract(() => openPostgres({ url })));
  describe('privacy', () => privacyContract(() => openPostgres({ url })));
  describe('links between devices', () => linksContract(() => openPostgres({ url })));
  describe('protection', () => protectionContract(() => openPostgres({ url })));
  describe('identifying', () => identifyContract(() => openPostgres({ url })));
  describe('retention', () => retentionContract(() => openPostgres({ url }), 10));

  test('two nodes count one conversation on together, and store a client id once', async () => {
    const nodes = [await openPostgres({ url }), await openPostgres({ url })] as const;
    const scenario = new Scenario(nodes[0]);
    const { ada, adasDevice, conversation } = await scenario.pair();
    const messages = Array.from({ length: 200 }, (_, index) => scenario.message(conversation, ada, adasDevice, `${index}`));
    const answers = (await Promise.all(nodes.flatMap((node) => messages.map((message) => node.log.append(message)))));
    expect(answers.filter((answer) => answer.status === 'stored')).toHaveLength(200);
    expect(answers.filter((answer) => answer.status === 'repeated')).toHaveLength(200);
    const changes = await nodes[1].log.changesAfter(conversation.id, 0, 1000);
    expect(changes?.map((change) => change.v)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    await Promise.all(nodes.map((node) => node.close()));
  });

  test('calls that would wait beyond the bound are refused at once, and those before them are done', async () => {
    const store = await openPostgres({ url, maxWaiting: 5 });
    const scenario = new Scenario(store);
    const { ada, adasDevice, conversation } = await scenario.pair();
    const outcomes = async (calls: Promise<unknown>[]): Promise<string[]> =>
      Promise.all(calls.map((call) => call.then(() => 'done', (error: FoyerError) => error.code)));
    const expected = [...Array.from({ length: 5 }, () => 'done'), ...Array.from({ length: 15 }, () => 'overloaded')];
    expect(await outcomes(Array.from({ length: 20 }, () => store.ping()))).toEqual(expected);
    expect(await outcomes(Array.from({ length: 20 }, () => store.users.get(ada.id)))).toEqual(expected);
    expect(await outcomes(Array.from({ length: 20 }, () => store.log.append(scenario.message(conversation, ada, adasDevice))))).toEqual(expected);
    expect(await outcomes([store.ping()])).toEqual(['done']);
    await store.close();
  });

  test('where there is no database, opening says so', async () => {
    const nowhere = `postgres://foyer:foyer@127.0.0.1:${await freePort()}/foyer`;
    await expect(openPostgres({ url: nowhere })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
