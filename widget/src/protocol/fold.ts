import type { Change } from './changes.ts';
import { noContent } from './content.ts';
import type { Message, Snapshot } from './records.ts';

/**
 * The one reducer of conversations: `fold(snapshot at V, changes V+1 … W) = snapshot at W`.
 *
 * Pure. Changes at or below the snapshot's version are skipped, so twice or late changes nothing. It stops at the first gap:
 * compare the result's `version` with what you expected, and fetch what is missing. Messages only ever grow at the end;
 * changes of messages that are not in the snapshot (older history) are stepped over.
 */
export function fold(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
  let next = snapshot;
  // Of this call alone until it returns, so that a thousand messages are not a thousand copies of all before them.
  let appended: Message[] | undefined;
  for (const change of changes) {
    if (change.v <= next.version) continue;
    if (change.v !== next.version + 1) break;
    if (change.kind === 'message') {
      const messages = next.messages === appended ? appended : [...next.messages];
      messages.push(change.message);
      appended = messages;
      next = { ...next, lastSeq: change.message.seq, messages, version: change.v };
    } else {
      next = { ...apply(next, change), version: change.v };
    }
  }
  return next;
}

function apply(state: Snapshot, change: Exclude<Change, { kind: 'message' }>): Snapshot {
  switch (change.kind) {
    case 'edit':
      return withMessage(state, change.seq, (message) => ({ ...message, content: change.content, editedAt: change.editedAt }));
    case 'delete':
      return withMessage(state, change.seq, (message) => erased(message, change.at));
    case 'reaction':
      return withMessage(state, change.seq, (message) => withReaction(message, change.emoji, change.user, change.on));
    case 'receipt':
      return {
        ...state,
        watermarks: {
          deliveredSeq: Math.max(state.watermarks.deliveredSeq, change.deliveredSeq),
          readSeq: Math.max(state.watermarks.readSeq, change.readSeq),
        },
      };
    case 'member': {
      const others = state.people.filter((person) => person.id !== change.user);
      // Who leaves and is told of has written, and is still named there.
      return { ...state, people: change.person ? [...others, { ...change.person, role: change.role ?? change.person.role }] : others };
    }
    case 'state': {
      const { v: _, kind: __, ...said } = change;
      return { ...state, ...said, title: said.title ?? state.title };
    }
  }
}

function withMessage(state: Snapshot, seq: number, edit: (message: Message) => Message): Snapshot {
  const index = state.messages.findIndex((message) => message.seq === seq);
  const found = state.messages[index];
  return found ? { ...state, messages: state.messages.with(index, edit(found)) } : state;
}

/** A deleted message keeps its place, its author and its time, and nothing it said. */
export function erased(message: Message, at: number): Message {
  return { seq: message.seq, clientId: message.clientId, from: message.from, at: message.at, content: noContent, deletedAt: at };
}

/** A message with one user's reaction set or taken back; the emoji goes when nobody is left. */
export function withReaction(message: Message, emoji: string, user: string, on: boolean): Message {
  const others = (message.reactions?.[emoji] ?? []).filter((id) => id !== user);
  const users = on ? [...others, user] : others;
  const { [emoji]: _, ...rest } = message.reactions ?? {};
  const reactions = users.length > 0 ? { ...rest, [emoji]: users } : rest;
  const { reactions: __, ...bare } = message;
  return Object.keys(reactions).length > 0 ? { ...bare, reactions } : bare;
}
