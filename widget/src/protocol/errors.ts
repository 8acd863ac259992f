/**
 * The one table of error codes: HTTP status, WebSocket close code (where a channel or socket ends by it) and whether a client
 * tries the same thing again by itself. Close codes 4400 to 4499 are final, 4500 to 4599 mean "come back later".
 */
export const errorTable = {
  'bad-request':        { status: 400, closeCode: 4400, retry: false, message: 'The request is not of the expected shape.' },
  'session-ended':      { status: 401, closeCode: 4401, retry: false, message: 'The session has ended. Start a new one.' },
  'sign-in-failed':     { status: 401, closeCode: 4401, retry: false, message: 'Signing in failed.' },
  'identity-refused':   { status: 401, closeCode: 4401, retry: false, message: 'The identity token was refused.' },
  'origin-denied':      { status: 403, closeCode: 4403, retry: false, message: 'This origin may not use this site key.' },
  'forbidden':          { status: 403, closeCode: 4403, retry: false, message: 'You may not do this.' },
  'blocked':            { status: 403, closeCode: 4403, retry: false, message: 'You may not write here.' },
  'site-disabled':      { status: 403, closeCode: 4403, retry: false, message: 'This site is switched off.' },
  'site-unknown':       { status: 404, closeCode: 4404, retry: false, message: 'There is no site with this key.' },
  'not-found':          { status: 404, closeCode: 4404, retry: false, message: 'There is no such thing, or it is not for you.' },
  'client-id-reused':   { status: 409, closeCode: 4400, retry: false, message: 'This clientId was used for another message.' },
  'too-many-reactions': { status: 409, closeCode: 4400, retry: false, message: 'Too many reactions.' },
  'setup-done':         { status: 410, closeCode: 4404, retry: false, message: 'This set-up link was used or has run out.' },
  'snapshot-needed':    { status: 410, closeCode: 4410, retry: false, message: 'Changes so far back are not kept. Take a snapshot.' },
  'stale-epoch':        { status: 410, closeCode: 4410, retry: true,  message: 'This feed has started anew. Drop your copy and join again.' },
  'too-large':          { status: 413, closeCode: 4413, retry: false, message: 'That is larger than allowed.' },
  'read-only':          { status: 403, closeCode: 4403, retry: false, message: 'Feeds are read only.' },
  'rate-limited':       { status: 429, closeCode: 4429, retry: true,  message: 'Too many at once. Try again in a moment.' },
  'too-many-channels':  { status: 429, closeCode: 4429, retry: false, message: 'This socket has too many channels open.' },
  'not-supported':      { status: 501, closeCode: 4400, retry: false, message: 'This version cannot do that.' },
  'internal':           { status: 500, closeCode: 4500, retry: true,  message: 'Something went wrong on the server.' },
  'overloaded':         { status: 503, closeCode: 4503, retry: true,  message: 'The server is busy. Try again in a moment.' },
  'unavailable':        { status: 503, closeCode: 4503, retry: true,  message: 'The server cannot store anything right now.' },
  'draining':           { status: 503, closeCode: 4503, retry: true,  message: 'The server is restarting.' },
  'slow-reader':        { status: 503, closeCode: 4513, retry: true,  message: 'This connection reads too slowly.' },
  'timeout':            { status: 504, closeCode: 4504, retry: true,  message: 'No answer came in time.' },
  'offline':            { status: 503, closeCode: 4504, retry: true,  message: 'There is no connection.' },
} as const;

export type ErrorCode = keyof typeof errorTable;

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errorTable, code);

/** What every error looks like on the wire. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  retryAfterMs?: number;
  details?: unknown;
}

export interface FoyerErrorOptions {
  message?: string;
  retryAfterMs?: number;
  details?: unknown;
  cause?: unknown;
}

/** The one error of the product. `code` decides; `message` is for people who read logs. */
export class FoyerError extends Error {
  override readonly name = 'FoyerError';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly details: unknown;

  constructor(code: ErrorCode, options: FoyerErrorOptions = {}) {
    super(options.message ?? errorTable[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details;
  }

  get status(): number { return errorTable[this.code].status; }
  get closeCode(): number { return errorTable[this.code].closeCode; }
  /** Whether a client may try the same thing again by itself. */
  get canRetry(): boolean { return errorTable[this.code].retry; }

  toJSON(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}
