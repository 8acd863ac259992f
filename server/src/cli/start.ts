import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { limits } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { openStore } from '../compose-store.ts';
import { readConfig, type Config } from '../config.ts';
import { createLogger } from '../logging.ts';
import type { Store } from '../store/store.ts';

const seedModuleSchema = v.object({ seed: v.function() });

/** Runs the server until SIGTERM or SIGINT. stdout says when it is ready, and nothing else but the way in for the first staff member. */
export async function start(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { seed: { type: 'string' } } });
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
  if (config.unused.length > 0) logger.warn({ names: config.unused }, 'set, but this version has no use for them');
  // The database opens in a thread of its own while this one loads the rest.
  const [store, { composeServer }] = await Promise.all([openStore(config), import('../compose.ts')]);
  const server = composeServer(config, { store, logger });
  const { url, setupUrl } = await server.start();
  let seeding: Promise<void> | undefined;
  let isLeaving = false;
  const leave = async (signal: string) => {
    if (isLeaving) return;
    isLeaving = true;
    logger.info({ signal }, 'draining');
    await Promise.race([Promise.all([server.drain(), seeding]), delay(limits.drainMs, undefined, { ref: false })]);
    await server.stop();
    process.exit(0);
  };
  // Before the ready line: whoever reads it may end the server at once.
  process.on('SIGTERM', (signal) => { void leave(signal); });
  process.on('SIGINT', (signal) => { void leave(signal); });

  if (setupUrl !== undefined) console.log(`First staff member: ${setupUrl}`);
  console.log(`Foyer is ready on ${url}`);
  if (values.seed !== undefined && wantsContent(config)) {
    seeding = seed(values.seed, store, url).catch((error: unknown) => { logger.warn({ err: error }, 'the demo content was not loaded'); });
  }
}

/** Content is for people who look round. A server without rate limits is under a load test, which wants an empty one. */
const wantsContent = ({ production, rateScale }: Config): boolean => !production && rateScale !== 0;

/** Runs the `seed` of a module, which fills an empty database. */
async function seed(file: string, store: Store, url: string): Promise<void> {
  const module: unknown = await import(pathToFileURL(resolve(file)).href);
  await v.parse(seedModuleSchema, module).seed({ store, now: Date.now(), url });
}
