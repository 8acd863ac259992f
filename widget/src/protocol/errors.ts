/**
 * The one table of error codes: HTTP status, WebSocket close code (where a channel or socket ends by it) and whether a client
 * tries the same thing again by itself. Close codes 4400 to 4499 are final, 4500 to 4599 mean "come back later".
 */
export const errorTable = {
  'bad-request':        { status: 400, closeCode: 4400, retry: false },
  'session-ended':      { status: 401, closeCode: 4401, retry: false },
  'sign-in-failed':     { status: 401, closeCode: 4401, retry: false },
  'identity-refused':   { status: 401, closeCode: 4401, retry: false },
  'origin-denied':      { status: 403, closeCode: 4403, retry: false },
  'forbidden':          { status: 403, closeCode: 4403, retry: false },
  'out-of-reach':       { status: 403, closeCode: 4403, retry: false },
  'blocked':            { status: 403, closeCode: 4403, retry: false },
  'site-disabled':      { status: 403, closeCode: 4403, retry: false },
  'site-unknown':       { status: 404, closeCode: 4404, retry: false },
  'not-found':          { status: 404, closeCode: 4404, retry: false },
  'client-id-reused':   { status: 409, closeCode: 4400, retry: false },
  'too-many-reactions': { status: 409, closeCode: 4400, retry: false },
  'setup-done':         { status: 410, closeCode: 4404, retry: false },
  'snapshot-needed':    { status: 410, closeCode: 4410, retry: false },
  'stale-epoch':        { status: 410, closeCode: 4410, retry: true },
  'too-large':          { status: 413, closeCode: 4413, retry: false },
  'read-only':          { status: 403, closeCode: 4403, retry: false },
  'rate-limited':       { status: 429, closeCode: 4429, retry: true },
  'too-many-channels':  { status: 429, closeCode: 4429, retry: false },
  'not-supported':      { status: 501, closeCode: 4400, retry: false },
  'internal':           { status: 500, closeCode: 4500, retry: true },
  'overloaded':         { status: 503, closeCode: 4503, retry: true },
  'unavailable':        { status: 503, closeCode: 4503, retry: true },
  'draining':           { status: 503, closeCode: 4503, retry: true },
  'slow-reader':        { status: 503, closeCode: 4513, retry: true },
  'timeout':            { status: 504, closeCode: 4504, retry: true },
  'offline':            { status: 503, closeCode: 4504, retry: true },
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

/** The one error of the product. `code` decides; `message` is for people who read logs: the code where nothing more is known. */
export class FoyerError extends Error {
  override readonly name = 'FoyerError';
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly details: unknown;

  constructor(code: ErrorCode, options: FoyerErrorOptions = {}) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
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
