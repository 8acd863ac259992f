import { FoyerError } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { createLogger } from './logging.ts';

test('neither content nor what lets somebody in reaches the log, at the top or inside', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => { lines.push(line); } });
  const secrets = {
    authorization: 'S1', cookie: 'S2', password: 'S3', token: 'S4', accessToken: 'S5', refreshToken: 'S6', identity: 'S7', secret: 'S8',
    text: 'S9', content: { kind: 'text', text: 'SA' }, email: 'SB', 'sec-websocket-protocol': 'SC',
  };
  logger.info(secrets, 'flat');
  logger.info({ headers: secrets, body: secrets }, 'inside');
  logger.warn({ request: { headers: secrets } }, 'deep');
  logger.error({ err: new FoyerError('internal', { details: { note: 'harmless' } }) }, 'an error');
  expect(lines).toHaveLength(4);
  expect(lines.join('')).not.toMatch(/"S[1-9A-C]"/);
  expect(lines.join('')).toContain('[redacted]');
});
