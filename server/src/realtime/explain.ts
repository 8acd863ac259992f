import { FoyerError } from '@foyer-chat/widget/protocol';

export interface FaultLog { error(fields: object, message: string): void }

/** What went wrong, as a client may be told it. A fault of ours is told to the log, with `what` failed. */
export function explain(cause: unknown, what: string, log: FaultLog): FoyerError {
  const error = cause instanceof FoyerError ? cause : new FoyerError('internal', { cause });
  if (error.code === 'internal') log.error({ err: error.cause ?? error }, what);
  return error;
}
