import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { FoyerClient, Message, Summary } from '../../client/api.ts';
import { localize } from '../localize.ts';
import type { Bell } from './bell.ts';
import { LazyElements } from './lazy-elements.ts';
import type { PreferenceStore } from './preferences.ts';
import type { CardReply } from './preview-card.ts';

interface AttentionParts {
  site: () => string;
  preferences: () => PreferenceStore;
  /** The conversation is open before somebody's eyes. */
  isReading: (conversationId: string) => boolean;
  isCounted: () => boolean;
  onOpen: (conversationId: string) => void;
  onReply: (conversationId: string, text: string) => Promise<void>;
}

/** Fetches what draws a visitor's attention with the first news; without it the count on the launcher has to do. */
export class Attention {
  readonly #host: ReactiveControllerHost;
  readonly #parts: AttentionParts;
  readonly #lazy: LazyElements;
  #bell: Bell | undefined;
  #isStopped = false;

  constructor(host: ReactiveControllerHost, parts: AttentionParts) {
    this.#host = host;
    this.#parts = parts;
    this.#lazy = new LazyElements(host);
  }

  ring(client: FoyerClient, conversationId: string, message: Message): void {
    this.#lazy.retry();
    void this.#use((bell) => { bell.ring(client, conversationId, message); });
  }

  /** How the sound is at this volume. */
  play(volume: number): void { void this.#use((bell) => { bell.play(volume); }); }

  stop(): void {
    this.#isStopped = true;
    this.#bell?.stop();
  }

  /** The newest message that waits to be seen, as a card and, once, for screen readers. */
  preview(client: FoyerClient | undefined, isWanted: boolean) {
    const hasNews = isWanted && client !== undefined && client.inbox.value.unread > 0;
    if (hasNews && !this.#bell) void this.#use(() => undefined);
    const summary = hasNews ? this.#bell?.preview(client) : undefined;
    const author = summary?.people.find(({ id }) => id === summary.lastMessage?.from);
    return html`
      <span class="hidden-text" role="status">${summary ? localize('newMessageFrom', { name: author?.name ?? localize('team') }) : nothing}</span>
      ${summary && client && this.#lazy.state('foyer-preview-card') === 'ready' ? this.#card(client, summary) : nothing}`;
  }

  #card(client: FoyerClient, summary: Summary) {
    return html`
      <foyer-preview-card class="preview" .summary=${summary} .presence=${client.presence.value} .me=${client.me.value?.id ?? ''}
        @foyer-preview=${({ detail }: CustomEvent<Summary>) => { this.#parts.onOpen(detail.id); }} @foyer-dismiss=${({ detail }: CustomEvent<Summary>) => { this.#bell?.dismiss(detail); }}
        @foyer-reply=${({ detail }: CustomEvent<CardReply>) => { detail.sent = this.#parts.onReply(detail.conversationId, detail.text); }}></foyer-preview-card>`;
  }

  async #use(work: (bell: Bell) => void): Promise<void> {
    this.#isStopped = false;
    const { Bell } = await import('./bell.ts').catch(() => ({ Bell: undefined }));
    if (!Bell || this.#isStopped) return;
    if (!this.#bell) this.#host.requestUpdate();
    work(this.#bell ??= new Bell(this.#parts));
  }
}
