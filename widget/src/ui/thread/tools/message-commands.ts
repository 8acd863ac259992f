import type { ConversationHandle, Message, TimelineItem } from '../../../client/api.ts';
import { FoyerError } from '../../../protocol/errors.ts';
import { textOf } from '../thread-rows.ts';
import { copyText } from './copy-text.ts';

const undoMs = 5_000;

interface CommandsParts {
  me: () => string;
  /** Something that is shown differs now. */
  changed: () => void;
  tell: (outcome: Outcome) => void;
}

/** What is worth a word: `copied`, or why it did not work. By the key of its text. */
export type Outcome = 'copied' | 'notDone' | 'reported' | 'tooManyReactions' | 'tooManyStars';

type Reactions = NonNullable<Message['reactions']>;
interface Wish { emoji: string; on: boolean; isDone: boolean }
interface Leaving { conversation: ConversationHandle; message: Message; timer: ReturnType<typeof setTimeout> | undefined }

/** What is done to messages: shown at once, taken back where the server says no. */
export class MessageCommands {
  readonly #parts: CommandsParts;
  /** Deleted, with a few seconds to take it back, and then until the thread says so itself. By what is the same for its whole life. */
  readonly #leaving = new Map<string, Leaving>();
  readonly #wishes = new Map<number, Wish[]>();

  constructor(parts: CommandsParts) { this.#parts = parts; }

  isLeaving(message: Message): boolean { return this.#leaving.has(keyOf(message)); }

  /** The reactions of a message with what was just clicked. */
  reactionsOf(message: Message): Reactions {
    const wishes = this.#wishes.get(message.seq);
    if (!wishes) return message.reactions ?? {};
    const me = this.#parts.me();
    const shown: Reactions = { ...message.reactions };
    const open = wishes.filter(({ emoji, on, isDone }) => !isDone || (message.reactions?.[emoji]?.includes(me) ?? false) !== on);
    if (open.length === 0) this.#wishes.delete(message.seq);
    for (const { emoji, on } of open) {
      const others = (shown[emoji] ?? []).filter((user) => user !== me);
      if (on) shown[emoji] = shown[emoji]?.includes(me) ? shown[emoji] : [...others, me];
      else if (others.length > 0) shown[emoji] = others;
      else delete shown[emoji];
    }
    return shown;
  }

  async react(conversation: ConversationHandle, { message }: TimelineItem, emoji: string): Promise<void> {
    const on = !this.reactionsOf(message)[emoji]?.includes(this.#parts.me());
    const wish: Wish = { emoji, on, isDone: false };
    this.#wishes.set(message.seq, [...(this.#wishes.get(message.seq) ?? []).filter((other) => other.emoji !== emoji), wish]);
    this.#parts.changed();
    try {
      await conversation.react(message.seq, emoji, on);
      wish.isDone = true;
    } catch (error) {
      this.#wishes.delete(message.seq);
      this.#parts.tell(error instanceof FoyerError && error.code === 'too-many-reactions' ? 'tooManyReactions' : 'notDone');
    }
    this.#parts.changed();
  }

  async copy({ message }: TimelineItem): Promise<void> {
    this.#parts.tell(await copyText(textOf(message)) ? 'copied' : 'notDone');
  }

  /** From the conversation, or what was not sent from the outbox. */
  delete(conversation: ConversationHandle, { message }: TimelineItem): void {
    const key = keyOf(message);
    this.#leaving.set(key, { conversation, message, timer: setTimeout(() => { void this.#commit(key); }, undoMs) });
    this.#parts.changed();
  }

  undo(message: Message): void {
    const leaving = this.#leaving.get(keyOf(message));
    if (leaving?.timer === undefined) return;
    clearTimeout(leaving.timer);
    this.#leaving.delete(keyOf(message));
    this.#parts.changed();
  }

  /** The thread is left: what was deleted is deleted now. */
  flush(): void {
    for (const key of this.#leaving.keys()) void this.#commit(key);
    this.#wishes.clear();
  }

  async #commit(key: string): Promise<void> {
    const leaving = this.#leaving.get(key);
    if (!leaving) return;
    const { conversation, message } = leaving;
    clearTimeout(leaving.timer);
    leaving.timer = undefined;
    this.#parts.changed();
    try {
      if (message.seq > 0) await conversation.delete(message.seq);
      else await conversation.discard(message.clientId);
    } catch {
      this.#parts.tell('notDone');
    }
    this.#leaving.delete(key);
    this.#parts.changed();
  }
}

const keyOf = ({ from, clientId }: Message): string => `${from}:${clientId}`;
