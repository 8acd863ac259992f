import { FoyerError } from '@foyer-chat/widget/protocol';

/** Primary result codes (sqlite.org/rescode.html) of a database that cannot store now, whatever is asked of it. */
const unavailableCodes = new Set([
  5, // BUSY: another process holds the lock
  6, // LOCKED
  7, // NOMEM
  8, // READONLY
  10, // IOERR
  11, // CORRUPT
  13, // FULL
  14, // CANTOPEN
  26, // NOTADB
]);

/** Only users are ever removed: what refers to nothing was asked by, or about, somebody who has just gone. */
const foreignKeyCode = 787;

/** Every fault of the engine as an error of ours, with its cause. */
export function faultOf(error: unknown): FoyerError {
  if (error instanceof FoyerError) return error;
  const code = typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  const said = error instanceof Error ? error.message : String(error);
  if (code === foreignKeyCode) return new FoyerError('session-ended', { cause: error });
  return unavailableCodes.has(code & 0xff)
    ? new FoyerError('unavailable', { message: `The database cannot store: ${said}`, retryAfterMs: 1000, cause: error })
    : new FoyerError('internal', { message: `The database refused: ${said}`, cause: error });
}
