import { type ErrorBody, FoyerError } from '@foyer-chat/widget/protocol';
import type { Call } from '../operations.ts';
import type { Appended } from '../store.ts';

/** Messages to append, as columns: cheap to copy from thread to thread. */
export interface AppendColumns {
  conversationId: number[];
  userId: number[];
  deviceId: number[];
  clientId: string[];
  at: number[];
  /** JSON text. */
  content: string[];
  replyTo: (number | null)[];
}

/** One group: appends, and writes that come after so many of them. */
export interface Group {
  appends: AppendColumns;
  writes: { after: number; call: Call }[];
}

export type ToWorker =
  | { kind: 'reads'; reads: { id: number; call: Call; isView: boolean }[] }
  | { kind: 'group'; id: number; group: Group }
  | { kind: 'task'; id: number; task: Task };

/** `open` comes first and `close` last. */
export type Task = { name: 'open' } | { name: 'scrub' } | { name: 'backup'; file: string } | { name: 'close' };

export type Reply = { ok: true; value: unknown } | { ok: false; error: ErrorBody };

/** Answers to appends, as columns. Where the status is `failed`, `v` is an index into `errors`. */
export interface AppendedColumns {
  status: (Appended['status'] | 'failed')[];
  v: number[];
  seq: number[];
  at: number[];
  errors: ErrorBody[];
}

export interface GroupReply {
  commitMs: number;
  appended: AppendedColumns;
  written: Reply[];
}

export interface FromWorker { replies: { id: number; reply: Reply }[] }

/** A failure as it crosses between threads. */
export const failed = (error: FoyerError): { ok: false; error: ErrorBody } => ({ ok: false, error: error.toJSON() });

/** … and as it arrives. */
export const errorOf = ({ code, message, retryAfterMs, details }: ErrorBody): FoyerError =>
  new FoyerError(code, { message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), ...(details === undefined ? {} : { details }) });
