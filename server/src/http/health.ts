import { FoyerError } from '@foyer-chat/widget/protocol';
import express from 'express';
import type { Metrics } from '../metrics.ts';

/** For machines that look after the server: is it alive, can it store, how is it. */
export function healthRouter({ ping, isDraining, metrics }: { ping(): Promise<void>; isDraining(): boolean; metrics: Metrics }): express.Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => { response.json({ status: 'alive' }); });
  router.get('/readyz', async (_request, response) => {
    if (isDraining()) throw new FoyerError('draining');
    await ping().catch((cause: unknown) => { throw new FoyerError('unavailable', { cause }); });
    response.json({ status: 'ready' });
  });
  router.get('/metrics', async (_request, response) => {
    const { contentType, text } = await metrics.render();
    response.type(contentType).send(text);
  });
  return router;
}
