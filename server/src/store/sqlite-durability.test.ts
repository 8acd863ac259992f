import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openSqlite } from './sqlite.ts';
import { openConnections } from './sqlite/database.ts';
import { Scenario, textOf } from './store-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'foyer-durable-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const bytesOf = (folder: string): Buffer => Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));

test('the writer syncs every commit and overwrites what it deletes, as read back from the engine', () => {
  const { writer, reader } = openConnections(join(directory, 'settings'));
  const setting = (name: string) => Object.values(writer.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  expect([setting('journal_mode'), setting('synchronous'), setting('secure_delete'), setting('foreign_keys')]).toEqual(['wal', 2, 1, 1]);
  expect(() => reader.exec('CREATE TABLE t (a)')).toThrow(/readonly/);
  reader.close();
  writer.close();
});

test('a store whose process is killed has everything that it acknowledged, in its place', async () => {
  const folder = join(directory, 'killed');
  const script = join(directory, 'writer.ts');
  writeFileSync(script, `
    import { openSqlite } from ${JSON.stringify(fileURLToPath(new URL('./sqlite.ts', import.meta.url)))};
    const store = await openSqlite({ directory: ${JSON.stringify(folder)} });
    const at = Date.now();
    const site = await store.sites.add({ key: 'demo', origins: [], settings: { name: '', retention: 'keep', direct: true, enabled: true }, secret: '', at });
    const user = await store.users.create({ uid: 'user-0001', siteId: site.id, kind: 'visitor', name: '', at });
    const { conversation } = await store.conversations.open({ uid: 'conversation-1', siteId: site.id, kind: 'group', title: '', uniqueKey: null, at, members: [{ userId: user.id, role: 'member' }] });
    let sent = 0;
    const lane = async (): Promise<void> => {
      for (;;) {
        const clientId = 'client-' + String(sent += 1);
        const stored = await store.log.append({ conversationId: conversation.id, userId: user.id, from: user.uid, memberId: user.id, deviceId: 1, clientId, at, content: { kind: 'text', text: clientId } });
        if (stored.status === 'stored') process.stdout.write(stored.seq + ' ' + clientId + '\\n');
      }
    };
    await Promise.all(Array.from({ length: 50 }, lane));
  `);
  const child = spawn(process.execPath, ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged = await killedAfter(child, 3000);

  const store = await openSqlite({ directory: folder });
  const { id } = (await store.conversations.getByUid('conversation-1'))!;
  const stored = new Map<number, string>();
  for (let last = 0; ;) {
    const page = await store.log.page(id, { after: last }, 1000);
    for (const message of page) stored.set(message.seq, message.clientId);
    if (page.length === 0) break;
    last = page.at(-1)!.seq;
  }
  await store.close();
  expect(acknowledged.length).toBeGreaterThanOrEqual(3000);
  expect(acknowledged.filter(([seq, clientId]) => stored.get(seq) !== clientId)).toEqual([]);
}, 60_000);

/** Kills a child after so many lines; all it has said by then. */
async function killedAfter(child: ChildProcess, lines: number): Promise<[number, string][]> {
  const said: [number, string][] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    const [seq, clientId] = line.split(' ');
    if (clientId !== undefined) said.push([Number(seq), clientId]);
    if (said.length === lines) child.kill('SIGKILL');
  }
  return said;
}

test('after a sweep no byte of what was said is left in the data directory', async () => {
  const folder = join(directory, 'swept');
  const store = await openSqlite({ directory: folder });
  const scenario = new Scenario(store);
  const { ada, adasDevice, conversation } = await scenario.pair({ retention: { days: 1 } });
  const secret = (index: number) => `xyzzy-${index}-${'xyzzy '.repeat((index * 79) % (index % 9 === 0 ? 1000 : 60))}`;
  await Promise.all(Array.from({ length: 300 }, (_, index) => store.log.append(scenario.message(conversation, ada, adasDevice, secret(index)))));
  // Rows that grow and shrink make the engine move their neighbours from page to page.
  const edit = (seq: number, text: string) => store.log.edit({ conversationId: conversation.id, seq, content: textOf(text), at: scenario.at });
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(Array.from({ length: 150 }, (_, index) => edit((index * 37 + round) % 300 + 1, secret((index * 7 + round * 101) % 300))));
  }
  await Promise.all(Array.from({ length: 40 }, (_, index) => store.log.delete({ conversationId: conversation.id, seq: index * 7 + 1, at: scenario.at })));
  expect(bytesOf(folder).includes('xyzzy')).toBe(true);
  const others = await scenario.pair();
  await store.log.append(scenario.message(others.conversation, others.ada, others.adasDevice, 'plugh stays'));
  scenario.at += 2 * 86_400_000;
  await store.retention.sweep(scenario.at);
  expect(bytesOf(folder).includes('xyzzy')).toBe(false);
  expect(bytesOf(folder).includes('plugh stays')).toBe(true);
  await store.close();
}, 60_000);

test('an erased user is not in the data directory any more', async () => {
  const folder = join(directory, 'erased');
  const store = await openSqlite({ directory: folder });
  const scenario = new Scenario(store);
  const { site, ada, adasDevice, conversation } = await scenario.pair();
  await store.users.update(ada.id, { name: 'Augusta Xyzzy', email: 'xyzzy@example.org' });
  await store.log.append(scenario.message(conversation, ada, adasDevice, 'xyzzy'));
  await store.users.erase(ada.uid, scenario.at);
  await store.close();
  const left = bytesOf(folder).toString('latin1');
  expect(left).toContain(site.key);
  expect(left).not.toMatch(/xyzzy/i);
});

test('too many writes at once are refused at once, and those that were taken are stored', async () => {
  const store = await openSqlite({ directory: join(directory, 'full-queue'), maxWaiting: 10 });
  const scenario = new Scenario(store);
  const { ada, adasDevice, conversation } = await scenario.pair();
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => store.log.append(scenario.message(conversation, ada, adasDevice))));
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'stored' : outcome.reason.code))).toEqual([...Array.from({ length: 10 }, () => 'stored'), 'overloaded', 'overloaded']);
  expect((await store.conversations.get(conversation.id))?.lastSeq).toBe(10);
  await store.close();
});

test('another process that writes in between is noticed: no seq is given twice', async () => {
  const folder = join(directory, 'two');
  const [one, two] = [await openSqlite({ directory: folder }), await openSqlite({ directory: folder })];
  const scenario = new Scenario(one);
  const { ada, adasDevice, conversation } = await scenario.pair();
  const seqs = [];
  for (let index = 0; index < 10; index += 1) {
    const stored = await (index % 2 === 0 ? one : two).log.append(scenario.message(conversation, ada, adasDevice));
    seqs.push(stored.status === 'stored' ? stored.seq : 0);
  }
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await one.close();
  await two.close();
});

test('a backup is a whole database, and never overwrites a file', async () => {
  const store = await openSqlite({ directory: join(directory, 'original') });
  const scenario = new Scenario(store);
  const { ada, adasDevice, conversation } = await scenario.pair();
  await store.log.append(scenario.message(conversation, ada, adasDevice, 'kept'));
  const copy = join(directory, 'copy');
  mkdirSync(copy);
  await store.backup(join(copy, 'foyer.sqlite'));
  await expect(store.backup(join(copy, 'foyer.sqlite'))).rejects.toMatchObject({ code: 'bad-request' });
  await store.close();
  const restored = await openSqlite({ directory: copy });
  expect(await restored.log.message(conversation.id, 1)).toMatchObject({ content: textOf('kept') });
  await restored.close();
});

test('only the account of the server can read the database and its backups, also in a folder that is open to others', async () => {
  const folder = join(directory, 'open-to-others');
  mkdirSync(folder, { mode: 0o755 });
  const store = await openSqlite({ directory: folder });
  await store.ping();
  await store.backup(join(folder, 'backup.sqlite'));
  const modes = readdirSync(folder).map((file) => [file, (statSync(join(folder, file)).mode & 0o777).toString(8)]);
  expect(modes.sort()).toEqual([['backup.sqlite', '600'], ['foyer.sqlite', '600'], ['foyer.sqlite-shm', '600'], ['foyer.sqlite-wal', '600']]);
  await store.close();
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/proc/mounts') && mounts();
function mounts(): boolean {
  const folder = join(directory, 'small');
  mkdirSync(folder);
  try {
    execFileSync('sh', ['-c', 'mount -t tmpfs -o size=4m tmpfs "$0"', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!canMount)('on a full disk nothing is acknowledged, and writing goes on by itself once there is room', async () => {
  const folder = join(directory, 'small');
  const store = await openSqlite({ directory: folder });
  try {
    const scenario = new Scenario(store);
    const { ada, adasDevice, conversation } = await scenario.pair();
    const acknowledged: number[] = [];
    const append = async () => {
      const stored = await store.log.append(scenario.message(conversation, ada, adasDevice, 'x'.repeat(8000)));
      if (stored.status === 'stored') acknowledged.push(stored.seq);
    };
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(2_500_000));
    const fillUp = async () => { for (let index = 0; index < 1000; index += 1) await append(); };
    await expect(fillUp()).rejects.toMatchObject({ code: 'unavailable' });
    rmSync(ballast);
    await store.ping();
    await append();
    expect(acknowledged).toEqual(acknowledged.map((_, index) => index + 1));
    expect((await store.conversations.get(conversation.id))?.lastSeq).toBe(acknowledged.length);
  } finally {
    await store.close();
    execFileSync('sh', ['-c', 'umount "$0"', folder]);
  }
});
