import { noContent } from '../protocol/content.ts';
import type { Message, Snapshot } from '../protocol/records.ts';
import type { OutboxEntry } from './outbox-store.ts';

/** Entries that a stored copy of their conversation has made superfluous: they are in it, acknowledged or not. */
export function settled(entries: readonly OutboxEntry[], { messages, lastSeq }: Snapshot, me: string): string[] {
  if (entries.length === 0) return [];
  const own = new Set(messages.filter(({ from }) => from === me).map(({ clientId }) => clientId));
  return entries.filter(({ clientId, state }) => own.has(clientId) || (state.name === 'sent' && state.seq <= lastSeq)).map(({ clientId }) => clientId);
}

/** Own messages that the server emptied (delivered to all, site setting) before they came back, filled from what was sent. */
export function recovered(entries: readonly OutboxEntry[], messages: readonly Message[], me: string): readonly Message[] {
  const sent = new Map(entries.flatMap((entry) => (entry.state.name === 'sent' ? [[entry.state.seq, entry] as const] : [])));
  if (sent.size === 0) return messages;
  return messages.map((message) => {
    const entry = message.content.kind === noContent.kind && message.deletedAt === undefined ? sent.get(message.seq) : undefined;
    if (!entry) return message;
    const { clientId, content, replyTo } = entry;
    return { ...message, clientId, from: me, content, ...(replyTo === undefined ? {} : { replyTo }) };
  });
}
