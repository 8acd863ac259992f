import { FoyerError } from '@foyer-chat/widget/protocol';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from '../logging.ts';
import type { Metrics } from '../metrics.ts';
import type { Entrance, RateGate } from '../services/ports.ts';
import type { SiteDirectory } from '../services/sites.ts';
import { apiRouter, errorAnswer } from './api.ts';
import { healthRouter } from './health.ts';
import { pagesRouter } from './pages.ts';
import type { Route } from './route.ts';

interface AppParts {
  routes: readonly Route[]; entrance: Entrance; sites: SiteDirectory; rates: RateGate; logger: Logger; metrics: Metrics;
  /** Proxies in front, which set `X-Forwarded-For`. */
  trustProxy: number;
  webFolder: string;
  /** Rejects while nothing can be stored. */
  ping(): Promise<void>;
  isDraining(): boolean;
}

/** Everything the server answers over HTTP. */
export function createApp(parts: AppParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] } } }));
  app.use(healthRouter(parts));
  app.use('/api/v1', apiRouter(parts));
  app.use(pagesRouter(parts.webFolder));
  app.use(() => { throw new FoyerError('not-found', { message: 'There is no such page.' }); });
  app.use(errorAnswer(parts.logger));
  return app;
}
