import { FoyerError } from '@foyer-chat/widget/protocol';

/** Classes of SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html) of a database that cannot store now, whatever is asked of it. */
const unavailableClasses = new Set(['08', '25', '53', '55', '57', '58', 'XX']);
/** Only users are ever removed: what refers to nothing was asked by, or about, somebody who has just gone, or goes while something new is made for them. */
const foreignKeyCode = '23503';
/** Two transactions met; one of them is asked to come again. */
const collisionCodes = new Set(['40001', '40P01', foreignKeyCode]);

const stateOf = (error: unknown): string =>
  (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '');

export const isCollision = (error: unknown): boolean => collisionCodes.has(stateOf(error));

/** Every fault of the database or the way to it as an error of ours, with its cause. */
export function faultOf(error: unknown): FoyerError {
  if (error instanceof FoyerError) return error;
  const state = stateOf(error);
  const said = error instanceof Error ? error.message : String(error);
  if (state === foreignKeyCode) return new FoyerError('session-ended', { cause: error });
  // SQLSTATE has five characters; anything else comes from the socket or the pool.
  const isRefusal = state.length === 5 && !unavailableClasses.has(state.slice(0, 2)) && !isCollision(error);
  return isRefusal
    ? new FoyerError('internal', { message: `The database refused: ${said}`, cause: error })
    : new FoyerError('unavailable', { message: `The database cannot store: ${said}`, retryAfterMs: 1000, cause: error });
}
