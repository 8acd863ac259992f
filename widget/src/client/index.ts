export { createFoyerClient } from './foyer-client.ts';
export { fillReply, type ReplyValues } from './canned-reply-text.ts';
export { deskCount, inDeskList } from './desk-lists.ts';
export { deskLists } from '../protocol/desk.ts';
export type * from './api.ts';
export type * from './desk-api.ts';
export { FoyerError, type ErrorCode } from '../protocol/errors.ts';
export * as limits from '../protocol/limits.ts';
