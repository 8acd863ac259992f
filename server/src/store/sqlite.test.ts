import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { deskContract } from './desk-contract.ts';
import { eventsContract } from './events-contract.ts';
import { groupsContract } from './groups-contract.ts';
import { identifyContract } from './identify-contract.ts';
import { linksContract } from './links-contract.ts';
import { ownListContract } from './own-list-contract.ts';
import { privacyContract } from './privacy-contract.ts';
import { protectionContract } from './protection-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { openSqlite } from './sqlite.ts';
import { starsContract } from './stars-contract.ts';
import { Scenario, storeContract } from './store-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'foyer-store-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('a message and what it brings back to the desk are one transaction', async () => {
  const store = await openSqlite({ directory: join(directory, 'waking') });
  const scenario = new Scenario(store);
  const { ada, adasDevice, conversation } = await scenario.pair();
  await store.handling.setState(conversation.id, 'resolved', scenario.at);
  const message = scenario.message(conversation, ada, adasDevice);
  const { commits } = store.stats();
  const [appended, woken] = await Promise.all([store.log.append(message), store.handling.wake(conversation.id, message, scenario.at)]);
  expect([appended, woken, store.stats().commits - commits]).toEqual([{ status: 'stored', v: 2, seq: 1, at: scenario.at }, { v: 3, state: 'open' }, 1]);
  await store.close();
});

describe('on SQLite', () => {
  describe('the store', () => storeContract(() => openSqlite({ directory: join(directory, 'store') })));
  describe('the desk', () => deskContract(() => openSqlite({ directory: join(directory, 'desk') }), 20));
  describe('the own list', () => ownListContract(() => openSqlite({ directory: join(directory, 'own-list') })));
  describe('groups', () => groupsContract(() => openSqlite({ directory: join(directory, 'groups') })));
  describe('events', () => eventsContract(() => openSqlite({ directory: join(directory, 'events') })));
  describe('stars', () => starsContract(() => openSqlite({ directory: join(directory, 'stars') })));
  describe('privacy', () => privacyContract(() => openSqlite({ directory: join(directory, 'privacy') })));
  describe('links between devices', () => linksContract(() => openSqlite({ directory: join(directory, 'links') })));
  describe('protection', () => protectionContract(() => openSqlite({ directory: join(directory, 'protection') })));
  describe('identifying', () => identifyContract(() => openSqlite({ directory: join(directory, 'identify') })));
  describe('retention', () => retentionContract(() => openSqlite({ directory: join(directory, 'retention') }), 40));
});
