import { FoyerError } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Session } from '../services/ports.ts';

/** A request, as far as handlers may see it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  /** Where it comes from, as rate limits count it. */
  readonly network: string;
  /** The page's origin; `undefined` where no browser asks. */
  readonly origin: string | undefined;
}
export interface SessionCall extends Call { readonly session: Session }

/** No `body`: 204. */
export interface Answer { status: number; body?: unknown }

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One line of the API: what, and who may ask at all. Paths are below `/api/v1`. */
export type Route =
  | { method: Method; path: string; who: 'anyone'; handle(call: Call): Promise<Answer> }
  | { method: Method; path: string; who: 'session' | 'staff'; handle(call: SessionCall): Promise<Answer> };

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown, isNew = true): Answer => ({ status: isNew ? 201 : 200, body });
export const done: Answer = { status: 204 };

/** The value in the shape of the schema; `FoyerError('bad-request')`, or `too-large` where a limit is passed. */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  if (issue.message === 'too-large') throw new FoyerError('too-large');
  const place = v.getDotPath(issue);
  throw new FoyerError('bad-request', place === null ? {} : { message: `${place} is not of the expected shape.` });
}
