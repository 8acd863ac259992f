import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { siteSettingsSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { composeServices } from './compose-services.ts';
import { openStore } from './compose-store.ts';
import { publicUrlOf, serverSecret, type Config } from './config.ts';
import { FeedRegistry } from './feeds/feed-registry.ts';
import { createApp } from './http/app.ts';
import { apiRoutes } from './http/routes.ts';
import { OutsideChanges } from './jobs/outside-changes.ts';
import { PeriodicJob } from './jobs/periodic-job.ts';
import { sweepRetention } from './jobs/retention-sweep.ts';
import { createLogger, type Logger } from './logging.ts';
import { Metrics } from './metrics.ts';
import { Gateway } from './realtime/gateway.ts';
import type { Clock, Publisher, Sockets } from './services/ports.ts';
import { newSecret } from './services/random-ids.ts';
import { createSetupSecret } from './services/staff-accounts.ts';
import type { Store } from './store/store.ts';

const demoSite = 'demo';
const sweepEveryMs = 60_000;
const outsideLookEveryMs = 1_000;
const snoozedEveryMs = 5_000;
const lastSeenEveryMs = 15_000;
const fullRatesEveryMs = 60_000;

export interface FoyerServer {
  /** Resolves once everything answers. `setupUrl` is the way in for the first member of staff, while there is none. */
  start(): Promise<{ port: number; url: string; setupUrl?: string }>;
  /** Takes no new work, tells every client to come back, and finishes what it has. */
  drain(): Promise<void>;
  /** Ends at once, after what was accepted is stored. */
  stop(): Promise<void>;
}

interface Overrides { store?: Store; clock?: Clock; logger?: Logger; webFolder?: string }

/** The whole server, wired: nothing is opened before `start`. */
export function composeServer(config: Config, overrides: Overrides = {}): FoyerServer {
  let running: Awaited<ReturnType<typeof run>> | undefined;
  return {
    start: async () => {
      running = await run(config, overrides);
      return running.ready;
    },
    drain: async () => { await running?.drain(); },
    stop: async () => { await running?.stop(); },
  };
}

async function run(config: Config, overrides: Overrides) {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const clock = overrides.clock ?? Date;
  const secret = serverSecret(config);
  const store = overrides.store ?? await openStore(config);
  const metrics = new Metrics();
  const ownOrigins: string[] = [];
  let isDraining = false;

  // Rules announce to feeds and sockets, which in turn ask the rules: the two closures below tie the knot.
  const feeds = new FeedRegistry({ recentChanges: (id, limit) => services.rooms.recentChanges(id, limit), logger });
  const publisher: Publisher = feeds;
  const sockets: Sockets = {
    closeDevice: (id) => { gateway.closeDevice(id); },
    closeConversation: (userId, conversation) => { gateway.closeConversation(userId, conversation); },
    closeSite: (id) => { gateway.closeSite(id); },
  };
  const services = composeServices({
    store, secret, rateScale: config.rateScale, clock, publisher, sockets, ownOrigins: () => ownOrigins, observeAck: (ms) => { metrics.observeAck(ms); },
  });
  const { entrance, rooms, commands, rates, sites, users, live, presence, inboxes, receipts, counts, visits, handling, blocked, reports } = services;
  const gateway = new Gateway({ entrance, rooms, commands, rates, feeds, trustProxy: config.trustProxy, logger });
  measure(metrics, store, feeds, gateway);
  const outside = new OutsideChanges({ store, entrance, live, sites, users, blocked, counts, visits, presence, sockets, restartFeeds: () => { feeds.restartAll(); } });
  const app = createApp({
    routes: apiRoutes(services), entrance, sites, rates, logger, metrics, trustProxy: config.trustProxy,
    webFolder: overrides.webFolder ?? fileURLToPath(new URL('web', import.meta.resolve('@foyer-chat/server/package.json'))),
    ping: () => store.ping(), isDraining: () => isDraining,
  });
  const http = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, app);
  gateway.attach(http);
  const jobs = [
    new PeriodicJob({ name: 'retention', intervalMs: sweepEveryMs, delayMs: 1_000, run: () => sweepRetention({ store, live, publisher, clock }), logger }),
    new PeriodicJob({ name: 'reports', intervalMs: sweepEveryMs, run: () => reports.expire(), logger }),
    new PeriodicJob({ name: 'outside changes', intervalMs: outsideLookEveryMs, run: () => outside.look(), logger }),
    new PeriodicJob({ name: 'snoozed', intervalMs: snoozedEveryMs, run: () => handling.wakeDue(), logger }),
    new PeriodicJob({ name: 'rate limits', intervalMs: fullRatesEveryMs, run: async () => { rates.forgetFull(); }, logger }),
    new PeriodicJob({ name: 'last seen', intervalMs: lastSeenEveryMs, run: () => presence.flushLastSeen(), logger }),
  ];

  const drain = async () => {
    isDraining = true;
    await gateway.drain();
    await closeWhenIdle(http);
  };
  const stop = async () => {
    isDraining = true;
    await gateway.drain();
    http.close();
    http.closeAllConnections();
    await Promise.all(jobs.map((job) => job.stop()));
    presence.stop();
    visits.stop();
    inboxes.stop();
    counts.stop();
    await receipts.stop();
    await presence.flushLastSeen().catch((error: unknown) => { logger.warn({ err: error }, 'last seen times were not stored'); });
    feeds.stop();
    metrics.stop();
    await store.close();
  };

  try {
    if (!config.production) await ensureDemoSite(store, clock);
    await outside.look();
    const setupSecret = (await store.staff.count()) === 0 ? await createSetupSecret(store, null, clock) : undefined;
    const port = await listen(http, config);
    const url = publicUrlOf(config, port);
    ownOrigins.push(...new Set([new URL(url).origin, `http://localhost:${port}`, `http://127.0.0.1:${port}`]));
    for (const job of jobs) job.start();
    return { drain, stop, ready: { port, url, ...(setupSecret === undefined ? {} : { setupUrl: `${url}/staff#setup=${setupSecret}` }) } };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function ensureDemoSite(store: Store, clock: Clock): Promise<void> {
  if (await store.sites.get(demoSite)) return;
  await store.sites.add({ key: demoSite, origins: ['self'], settings: v.parse(siteSettingsSchema, { name: 'Demo' }), secret: newSecret(), at: clock.now() });
}

async function listen(http: HttpServer, { port, host }: Config): Promise<number> {
  http.listen(port, host);
  await once(http, 'listening');
  return (http.address() as AddressInfo).port;
}

/** Finishes the requests under way; connections that are kept alive are closed as they fall idle. */
async function closeWhenIdle(http: HttpServer): Promise<void> {
  const closed = once(http, 'close');
  http.close();
  const sweep = setInterval(() => { http.closeIdleConnections(); }, 50);
  await closed;
  clearInterval(sweep);
}

function measure(metrics: Metrics, store: Store, feeds: FeedRegistry, gateway: Gateway): void {
  const count = (name: string, help: string, read: () => number) => { metrics.add({ kind: 'counter', name, help, read }); };
  const add = (name: string, help: string, read: () => number) => { metrics.add({ kind: 'gauge', name, help, read }); };
  count('foyer_commits_total', 'Transactions since the start.', () => store.stats().commits);
  count('foyer_committed_messages_total', 'Messages stored since the start.', () => store.stats().committedMessages);
  add('foyer_last_commit_seconds', 'How long the last transaction took.', () => store.stats().lastCommitMs / 1000);
  add('foyer_waiting_writes', 'Writes that wait for their commit.', () => store.stats().pendingWrites);
  add('foyer_sockets', 'Open WebSockets.', () => gateway.stats().sockets);
  count('foyer_slow_readers_total', 'Channels and sockets ended because they were read too slowly.', () => gateway.stats().drops);
  add('foyer_feeds', 'Feeds in memory.', () => feeds.size);
}
