import { linkCodeAlphabet, limits } from '@foyer-chat/widget/protocol';
import { randomBytes } from 'node:crypto';

/** A fresh public id: 128 random bits as 22 characters of base64url. Never begins with a dash, which a command line would take for an option. */
export function newId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newId() : id;
}

/** A fresh secret: 256 random bits as 43 characters of base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** A fresh code of a link: 40 random bits, to be typed. The alphabet has 32 characters, so that none comes more often than others. */
export const newLinkCode = (): string => [...randomBytes(limits.linkCodeLength)].map((byte) => linkCodeAlphabet[byte % linkCodeAlphabet.length]).join('');
