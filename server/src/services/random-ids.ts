import { randomBytes } from 'node:crypto';

/** A fresh public id: 128 random bits as 22 characters of base64url. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** A fresh secret: 256 random bits as 43 characters of base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
