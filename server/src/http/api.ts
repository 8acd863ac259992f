import { errorBodyOf, FoyerError, limits } from '@foyer-chat/widget/protocol';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import type { Entrance, RateGate } from '../services/ports.ts';
import { networkOf } from '../services/network-of.ts';
import type { SiteDirectory } from '../services/sites.ts';
import type { Logger } from '../logging.ts';
import type { Answer, Call, Route } from './route.ts';

interface ApiParts { routes: readonly Route[]; entrance: Entrance; sites: SiteDirectory; rates: RateGate; logger: Logger; isDraining(): boolean }

/** `/api/v1`: JSON in and out, bearer tokens, exact origins; no cookies anywhere. */
export function apiRouter(parts: ApiParts): express.Router {
  const router = express.Router();
  router.use(cors(parts.sites));
  router.use(express.json({ limit: limits.httpBodyMaxBytes, strict: true }));
  for (const route of parts.routes) router[route.method](route.path, (request, response) => answer(parts, route, request, response));
  router.use(() => { throw new FoyerError('not-found', { message: 'There is no such route.' }); });
  router.use(errorAnswer(parts.logger));
  return router;
}

async function answer(parts: ApiParts, route: Route, request: Request, response: Response): Promise<void> {
  if (parts.isDraining()) throw new FoyerError('draining');
  const call: Call = {
    params: request.params as Record<string, string>, query: request.query, body: request.body, network: networkOf(request.ip ?? ''), origin: request.headers.origin,
  };
  send(response, route.who === 'anyone' ? await route.handle(call) : await authorised(parts, route, request, call));
}

async function authorised({ entrance, rates }: ApiParts, route: Exclude<Route, { who: 'anyone' }>, request: Request, call: Call): Promise<Answer> {
  const [, token] = /^Bearer ([^\s]{1,4096})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new FoyerError('session-ended');
  const session = await entrance.authenticate(token);
  if (call.origin !== undefined && !(await entrance.allowsOrigin(session, call.origin))) throw new FoyerError('origin-denied');
  rates.take('read', session.deviceId);
  // To others a staff route does not exist.
  if (route.who === 'staff' && session.kind !== 'staff') throw new FoyerError('not-found');
  return route.handle({ ...call, session });
}

function send(response: Response, { status, body }: Answer): void {
  response.status(status).setHeader('Cache-Control', 'no-store');
  if (body === undefined) response.end(); else response.json(body);
}

/** Answers browsers of known origins only. Whether the origin may speak for the very site is checked with the session. */
function cors(sites: SiteDirectory): RequestHandler {
  return async (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin === undefined) return next();
    if (!(await sites.isKnown(origin))) throw new FoyerError('origin-denied');
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (request.method !== 'OPTIONS') return next();
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Max-Age', '7200');
    response.status(204).end();
  };
}

/** Every error in the one shape, without a stack; what is no `FoyerError` and no fault of the request is logged. */
export function errorAnswer(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const foyerError = toFoyerError(error);
    if (foyerError.code === 'internal') logger.error({ err: error }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (foyerError.retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(foyerError.retryAfterMs / 1000));
    response.setHeader('Cache-Control', 'no-store');
    response.status(foyerError.status).json({ error: errorBodyOf(foyerError) });
  };
}

function toFoyerError(error: unknown): FoyerError {
  if (error instanceof FoyerError) return error;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 404) return new FoyerError('not-found');
  if (status === 413) return new FoyerError('too-large');
  if (typeof status === 'number' && status >= 400 && status < 500) return new FoyerError('bad-request');
  return new FoyerError('internal', { cause: error });
}
