import type { FoyerClient, Message, Summary } from '../../client/api.ts';
import { isFirstTab } from './first-tab.ts';
import { notify } from './notification.ts';

/** A tab that somebody looks at speaks for all at once, so that the others, which wait, stay silent. */
const patienceMs = 250;
/** For so long the other tabs know of it. The timers of a tab in the background may be a second late. */
const heldMs = 4_000;

interface NotifierParts {
  site: () => string;
  onOpen: (conversationId: string) => void;
}

/** Tells of news by a notification of the system: in one tab, when no tab is looked at, and as long as it is unread. */
export class Notifier {
  readonly #parts: NotifierParts;
  /** What is on the screen, by conversation. */
  readonly #shown = new Map<string, Notification>();

  constructor(parts: NotifierParts) { this.#parts = parts; }

  /** `isReading`: the conversation is open before somebody's eyes. */
  async tell(inbox: FoyerClient['inbox'], conversationId: string, message: Message, isReading: boolean): Promise<void> {
    const isInView = isReading || (document.visibilityState === 'visible' && document.hasFocus());
    if (!isInView) await new Promise((resolve) => { setTimeout(resolve, patienceMs); });
    if (!await isFirst(`foyer:notify:${this.#parts.site()}:${conversationId}:${message.seq}`) || isInView) return;
    const summary = inbox.value.conversations.find(({ id }) => id === conversationId);
    if (summary && summary.unread > 0 && message.content.kind === 'text') this.#show(summary, message, message.content.text);
  }

  /** What was read meanwhile, here or elsewhere, is no news any more. */
  settle(conversations: readonly Summary[]): void {
    for (const [id, notification] of this.#shown) if (!conversations.some((summary) => summary.id === id && summary.unread > 0)) this.#close(id, notification);
  }

  stop(): void { for (const shown of this.#shown) this.#close(...shown); }

  #show({ id, kind, title, people }: Summary, { from }: Message, body: string): void {
    const name = people.find((person) => person.id === from)?.name ?? location.host;
    const notification = notify({
      title: kind === 'group' ? `${name} · ${title}` : name, body, tag: `foyer:${this.#parts.site()}:${id}`,
      onPress: () => { this.#parts.onOpen(id); },
    });
    if (notification) this.#shown.set(id, notification);
  }

  #close(id: string, notification: Notification): void {
    this.#shown.delete(id);
    notification.close();
  }
}

/** Without locks every tab is on its own. */
async function isFirst(name: string): Promise<boolean> { return !(navigator.locks as LockManager | undefined) || isFirstTab(name, heldMs); }
