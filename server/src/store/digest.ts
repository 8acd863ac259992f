import { createHash } from 'node:crypto';

/** SHA-256 of a message's JSON text: what remains to recognise a repeated message whose content is gone or edited. */
export const digestOf = (content: string): Uint8Array => new Uint8Array(createHash('sha256').update(content).digest());

/** Whether a message that has come again says the same as the row that has its client id. */
export function isSameContent(row: { content: string | null; digest: Uint8Array | null }, content: string): boolean {
  return row.digest === null ? row.content === content : Buffer.compare(row.digest, digestOf(content)) === 0;
}
