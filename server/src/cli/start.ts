import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '@foyer-chat/widget/protocol';
import { openStore } from '../compose-store.ts';
import { readConfig } from '../config.ts';
import { createLogger } from '../logging.ts';
import { UsageError } from './usage.ts';

/** Runs the server until SIGTERM or SIGINT. stdout says when it is ready, and nothing else but the way in for the first staff member. */
export async function start(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('start takes no arguments.');
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
  if (setupUrl !== undefined) console.log(`First staff member: ${setupUrl}`);
  console.log(`Foyer is ready on ${url}`);

  let isLeaving = false;
  const leave = async (signal: string) => {
    if (isLeaving) return;
    isLeaving = true;
    logger.info({ signal }, 'draining');
    await Promise.race([server.drain(), delay(limits.drainMs, undefined, { ref: false })]);
    await server.stop();
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => { void leave(signal); });
  process.on('SIGINT', (signal) => { void leave(signal); });
}
