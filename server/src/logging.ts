import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Never in a log, wherever in an object they sit at these depths: what people say, and what lets somebody in. */
const secretFields = [
  'authorization', 'cookie', 'password', 'token', 'accessToken', 'refreshToken', 'identity', 'secret', 'text', 'content', 'email',
  '["sec-websocket-protocol"]',
];
const paths = secretFields.flatMap((field) => (field.startsWith('[') ? [field, `*${field}`, `*.*${field}`] : [field, `*.${field}`, `*.*.${field}`]));

/** JSON lines on stderr; stdout belongs to the one line that says the server is ready. */
export function createLogger(level: string, destination: DestinationStream = process.stderr): Logger {
  return pino({ level, base: null, redact: { paths, censor: '[redacted]' } }, destination);
}
