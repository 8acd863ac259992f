import type { ErrorBody, ErrorCode, FoyerError } from './errors.ts';

/** Each code in a sentence, as answers of the server have it. Not in the table: pages show texts of their own, and would carry these for nothing. */
export const errorMessages: Readonly<Record<ErrorCode, string>> = {
  'bad-request':        'The request is not of the expected shape.',
  'session-ended':      'The session has ended. Start a new one.',
  'sign-in-failed':     'Signing in failed.',
  'identity-refused':   'The identity token was refused.',
  'origin-denied':      'This origin may not use this site key.',
  'forbidden':          'You may not do this.',
  'out-of-reach':       'They let others do this, or nobody.',
  'blocked':            'You may not write here.',
  'site-disabled':      'This site is switched off.',
  'site-unknown':       'There is no site with this key.',
  'not-found':          'There is no such thing, or it is not for you.',
  'client-id-reused':   'This clientId was used for another message.',
  'too-many-reactions': 'Too many reactions.',
  'setup-done':         'This set-up link was used or has run out.',
  'snapshot-needed':    'Changes so far back are not kept. Take a snapshot.',
  'stale-epoch':        'This feed has started anew. Drop your copy and join again.',
  'too-large':          'That is larger than allowed.',
  'read-only':          'Feeds are read only.',
  'rate-limited':       'Too many at once. Try again in a moment.',
  'too-many-channels':  'This socket has too many channels open.',
  'not-supported':      'This version cannot do that.',
  'internal':           'Something went wrong on the server.',
  'overloaded':         'The server is busy. Try again in a moment.',
  'unavailable':        'The server cannot store anything right now.',
  'draining':           'The server is restarting.',
  'slow-reader':        'This connection reads too slowly.',
  'timeout':            'No answer came in time.',
  'offline':            'There is no connection.',
};

/** What an error looks like on the wire, in words. */
export function errorBodyOf(error: FoyerError): ErrorBody {
  return { ...error.toJSON(), message: error.message === error.code ? errorMessages[error.code] : error.message };
}
