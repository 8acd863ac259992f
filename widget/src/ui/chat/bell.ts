import type { FoyerClient, Message, Summary } from '../../client/api.ts';
import { isArchived, isMuted } from '../../client/arrangement.ts';
import { Chime } from './chime.ts';
import { Notifier } from './notifier.ts';
import type { PreferenceStore } from './preferences.ts';
import { TitleCount } from './title-count.ts';

interface BellParts {
  site: () => string;
  preferences: () => PreferenceStore;
  /** The conversation is open before somebody's eyes. */
  isReading: (conversationId: string) => boolean;
  /** Whether the title of the page may say how much is unread. */
  isCounted: () => boolean;
  /** A notification was pressed. */
  onOpen: (conversationId: string) => void;
}

/** Draws the attention of a visitor who looks elsewhere: with a sound, a count in the title, a notification of the system, and the message that is to be shown beside the launcher. Not for muted conversations. */
export class Bell {
  readonly #parts: BellParts;
  readonly #chime = new Chime();
  readonly #title: TitleCount;
  readonly #notifier: Notifier;
  #inbox: FoyerClient['inbox'] | undefined;
  #leave: (() => void) | undefined;

  constructor(parts: BellParts) {
    this.#parts = parts;
    this.#notifier = new Notifier(parts);
    this.#title = new TitleCount({ owner: parts.site, isWanted: parts.isCounted });
  }

  ring({ inbox }: FoyerClient, conversationId: string, message: Message): void {
    this.#count(inbox);
    const { isSoundOn, isNotifying, volume } = this.#parts.preferences().value;
    const summary = inbox.value.conversations.find(({ id }) => id === conversationId);
    if (this.#isMuted() || (summary && isMuted(summary, Date.now()))) return;
    const id = `${this.#parts.site()}:${conversationId}:${message.seq}`;
    const isReading = this.#parts.isReading(conversationId);
    if (isSoundOn) void this.#chime.ring({ id, isReading, volume });
    if (isNotifying) void this.#notifier.tell(inbox, conversationId, message, isReading);
  }

  /** How it sounds. */
  play(volume: number): void { this.#chime.play(volume); }

  /** The conversation whose newest message waits to be seen and was not waved away; of several the one with the latest. */
  preview({ inbox, me }: FoyerClient): Summary | undefined {
    this.#count(inbox);
    if (this.#isMuted()) return undefined;
    const { dismissedAt } = this.#parts.preferences().value;
    const isNews = (summary: Summary): boolean => {
      const { unread, lastMessage } = summary;
      return unread > 0 && lastMessage !== null && lastMessage.from !== me.value?.id && lastMessage.at > dismissedAt && lastMessage.content.kind !== 'none'
        && !isMuted(summary, Date.now()) && !isArchived(summary, Date.now());
    };
    return inbox.value.conversations.filter(isNews).sort((a, b) => (b.lastMessage?.at ?? 0) - (a.lastMessage?.at ?? 0))[0];
  }

  dismiss(summary: Summary): void { this.#parts.preferences().set({ dismissedAt: summary.lastMessage?.at ?? 0 }); }

  stop(): void {
    this.#chime.stop();
    this.#notifier.stop();
    this.#leave?.();
    this.#inbox = undefined;
    this.#title.stop();
  }

  #count(inbox: FoyerClient['inbox']): void {
    if (inbox === this.#inbox) return;
    this.#leave?.();
    this.#inbox = inbox;
    this.#leave = inbox.subscribe(({ unread, conversations }) => {
      this.#title.set(unread);
      this.#notifier.settle(conversations);
    });
    this.#title.set(inbox.value.unread);
  }

  #isMuted(): boolean { return Date.now() < this.#parts.preferences().value.mutedUntil; }
}
