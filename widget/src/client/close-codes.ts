import { isErrorCode, type ErrorCode } from '../protocol/errors.ts';

/** What a bare number means where several codes share it. */
const meanings: Readonly<Record<number, ErrorCode>> = {
  4400: 'bad-request', 4401: 'session-ended', 4403: 'forbidden', 4404: 'not-found', 4410: 'stale-epoch', 4413: 'too-large', 4429: 'rate-limited',
  4500: 'internal', 4503: 'unavailable', 4504: 'timeout', 4513: 'slow-reader',
};

/** Why a socket or channel was closed: the code its reason names, or what its number means. `offline` for any other end. */
export const closeReason = (closeCode: number, reason: string): ErrorCode => (isErrorCode(reason) ? reason : meanings[closeCode] ?? 'offline');
