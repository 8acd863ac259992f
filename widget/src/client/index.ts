export { createFoyerClient } from './foyer-client.ts';
export type * from './api.ts';
export { FoyerError, type ErrorCode } from '../protocol/errors.ts';
export { limits } from '../protocol/limits.ts';
