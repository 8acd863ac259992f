import * as v from 'valibot';
import { FoyerError, type ErrorBody } from '../protocol/errors.ts';
import * as limits from '../protocol/limits.ts';
import { responses } from '../protocol/rest.ts';

export interface Request<S extends v.GenericSchema | undefined> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, with its slash. */
  path: string;
  /** Of the answer; `undefined` where its body says nothing. */
  schema: S;
  body?: unknown;
}
export type Answer<S extends v.GenericSchema | undefined> = S extends v.GenericSchema ? v.InferOutput<S> : undefined;

/** The server's HTTP interface. Every failure is a `FoyerError`: `offline` without an answer, `timeout` when it took too long. */
export class Http {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #origin: string | undefined;

  constructor({ server, fetch, origin }: { server: string; fetch: typeof globalThis.fetch; origin: string | undefined }) {
    this.#base = `${server.replace(/\/+$/, '')}/api/v1`;
    this.#fetch = fetch;
    this.#origin = origin;
  }

  async request<S extends v.GenericSchema | undefined>(request: Request<S>, token?: string): Promise<Answer<S>> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    if (this.#origin !== undefined) headers['origin'] = this.#origin;

    const { status, body } = await this.#exchange(request.path, {
      method: request.method,
      headers,
      credentials: 'omit',
      signal: AbortSignal.timeout(limits.commandTimeoutMs),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    if (status >= 400) throw errorOf(status, body);
    if (request.schema === undefined) return undefined as Answer<S>;
    const parsed = v.safeParse(request.schema, body);
    if (!parsed.success) throw new FoyerError('internal', { message: `The answer to ${request.method} ${request.path} has another shape.` });
    return parsed.output as Answer<S>;
  }

  async #exchange(path: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
    // Called without a receiver: browsers refuse `fetch` as a method of another object.
    const fetch = this.#fetch;
    try {
      const response = await fetch(this.#base + path, init);
      const text = await response.text();
      return { status: response.status, body: jsonOf(text) };
    } catch (cause) {
      throw new FoyerError(cause instanceof DOMException && cause.name === 'TimeoutError' ? 'timeout' : 'offline', { cause });
    }
  }
}

function jsonOf(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

/** What a proxy answers in our server's place has no body of ours: 5xx may pass, the rest will not. */
function errorOf(status: number, body: unknown): FoyerError {
  const parsed = v.safeParse(responses.error, body);
  if (!parsed.success) return new FoyerError(status >= 500 ? 'unavailable' : status === 429 ? 'rate-limited' : 'bad-request', { message: `The server answered ${status}.` });
  const { error } = parsed.output;
  return new FoyerError(error.code, error as ErrorBody);
}
