import type { FoyerClient, Message, Summary } from '../../client/api.ts';
import { isArchived, isMuted } from '../../client/arrangement.ts';
import { Chime } from './chime.ts';
import type { PreferenceStore } from './preferences.ts';
import { TitleCount } from './title-count.ts';

interface BellParts {
  site: () => string;
  preferences: () => PreferenceStore;
  /** The conversation is open before somebody's eyes. */
  isReading: (conversationId: string) => boolean;
  /** Whether the title of the page may say how much is unread. */
  isCounted: () => boolean;
}

/** Draws the attention of a visitor who looks elsewhere: with a sound, a count in the title, and the message that is to be shown beside the launcher. Not for muted conversations. */
export class Bell {
  readonly #parts: BellParts;
  readonly #chime = new Chime();
  readonly #title: TitleCount;
  #inbox: FoyerClient['inbox'] | undefined;
  #leave: (() => void) | undefined;

  constructor(parts: BellParts) {
    this.#parts = parts;
    this.#title = new TitleCount({ owner: parts.site, isWanted: parts.isCounted });
  }

  ring({ inbox }: FoyerClient, conversationId: string, message: Message): void {
    this.#count(inbox);
    const { isSoundOn, volume } = this.#parts.preferences().value;
    const summary = inbox.value.conversations.find(({ id }) => id === conversationId);
    if (!isSoundOn || this.#isMuted() || (summary && isMuted(summary, Date.now()))) return;
    const id = `${this.#parts.site()}:${conversationId}:${message.seq}`;
    void this.#chime.ring({ id, isReading: this.#parts.isReading(conversationId), volume });
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
    this.#leave?.();
    this.#inbox = undefined;
    this.#title.stop();
  }

  #count(inbox: FoyerClient['inbox']): void {
    if (inbox === this.#inbox) return;
    this.#leave?.();
    this.#inbox = inbox;
    this.#leave = inbox.subscribe(({ unread }) => { this.#title.set(unread); });
    this.#title.set(inbox.value.unread);
  }

  #isMuted(): boolean { return Date.now() < this.#parts.preferences().value.mutedUntil; }
}
