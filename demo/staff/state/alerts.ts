import type { FoyerClient, Message, Summary } from '@foyer-chat/widget/headless';
import { allowNotifications, isFirstTab, notify, playTones } from '@foyer-chat/widget/parts';
import type { PreferenceBook } from './preferences.ts';

/** One tab has rung for a message before another gets to it. */
const claimMs = 4_000;
const lateMs = 1_000;

interface AlertParts {
  client: FoyerClient;
  preferences: PreferenceBook;
  /** The conversation on screen. */
  current: () => string | undefined;
  onOpen: (conversation: string) => void;
}

/** A chime and a notification of the browser for what visitors write, once over all tabs, and never for what is being looked at. */
export class Alerts {
  readonly #parts: AlertParts;
  #audio: AudioContext | undefined;

  constructor(parts: AlertParts) { this.#parts = parts; }

  start(): () => void {
    return this.#parts.client.on('message', ({ conversationId, message }) => { void this.#heard(conversationId, message); });
  }

  /** Asks the browser; call it on a click. Resolves to whether it may be done. */
  allow(): Promise<boolean> { return allowNotifications(); }

  /** Browsers let a page be heard after the first click on it; what could not be heard in time is not made up for. */
  chime(): void {
    const audio = this.#audio ??= new AudioContext();
    const askedAt = performance.now();
    audio.resume().then(() => { if (performance.now() - askedAt < lateMs) ring(audio); }, () => undefined);
  }

  async #heard(conversationId: string, message: Message): Promise<void> {
    const { client, preferences, current } = this.#parts;
    const { sound, notifications } = preferences.current.value;
    if (!sound && !notifications) return;
    const summary = client.desk.value.conversations.find(({ id }) => id === conversationId);
    if (!summary || !concerns(summary, message, client.me.value?.id)) return;
    if (current() === conversationId && document.hasFocus()) return;
    if (!await isFirst(`foyer:desk:ring:${conversationId}:${message.seq}`)) return;
    if (sound) this.chime();
    if (notifications && !document.hasFocus()) this.#notify(summary, message);
  }

  #notify({ id, people }: Summary, { content }: Message): void {
    notify({
      title: people.find(({ role }) => role !== 'staff')?.name ?? 'Visitor', body: content.kind === 'text' ? content.text : '', tag: id,
      onPress: () => { this.#parts.onOpen(id); },
    });
  }
}

/** What a visitor writes to me, or to nobody yet. */
function concerns({ people, assignee }: Summary, { from }: Message, me: string | undefined): boolean {
  const author = people.find(({ id }) => id === from);
  return author !== undefined && author.role !== 'staff' && (assignee == null || assignee === me);
}

/** Every tab hears of a message within a moment: the first to hold its name answers for all. */
async function isFirst(name: string): Promise<boolean> { return !('locks' in navigator) || isFirstTab(name, claimMs); }

/** A soft falling third. */
const ring = (audio: AudioContext): void => {
  playTones(audio, { hertz: [784, 659], everyS: 0.14, peak: 0.12, floor: 0.001, fadeS: 0.32, lengthS: 0.34 });
};
