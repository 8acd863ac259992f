import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the project `postgres` has its databases; in the other projects there is none. */
    postgresUrl: string | undefined;
  }
}

/** One PostgreSQL for all files of the project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const child = fork(fileURLToPath(new URL('postgres-process.ts', import.meta.url)), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const told = once(child, 'message') as Promise<[{ url: string }]>;
  const [answer] = await Promise.race([told, exited.then(([code]) => { throw new Error(`PostgreSQL did not start (${code}).`); })]);
  project.provide('postgresUrl', answer.url);
  return async () => {
    child.disconnect();
    await exited;
  };
}
