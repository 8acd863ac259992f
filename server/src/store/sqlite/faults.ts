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

/** Every fault of the engine as an error of ours, with its cause. */
export function faultOf(error: unknown): FoyerError {
  if (error instanceof FoyerError) return error;
  const code = typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
  const said = error instanceof Error ? error.message : String(error);
  return unavailableCodes.has(code)
    ? new FoyerError('unavailable', { message: `The database cannot store: ${said}`, retryAfterMs: 1000, cause: error })
    : new FoyerError('internal', { message: `The database refused: ${said}`, cause: error });
}
