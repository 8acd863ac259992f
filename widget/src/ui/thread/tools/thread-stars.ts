import type { ReactiveElement } from 'lit';
import type { ConversationHandle, TimelineItem } from '../../../client/api.ts';
import { FoyerError } from '../../../protocol/errors.ts';
import { screenTexts } from '../../../locales/en-screens.ts';
import { localizerOf } from '../../localize.ts';
import type { Outcome } from './message-commands.ts';
import { starSheet } from './star-sheet.ts';
import { surroundingClient } from './surrounding-client.ts';

const undoMs = 5_000;
const none: ReadonlySet<number> = new Set();

interface StarsParts {
  /** The thread. */
  host: ReactiveElement;
  conversation: () => ConversationHandle | undefined;
  changed: () => void;
  tell: (outcome: Outcome) => void;
}

/** What was just done, and can be taken back for a moment. */
export interface Starring { readonly item: TimelineItem; readonly on: boolean }

/**
 * Stars in a thread that stands in `<foyer-conversation>`, whose client keeps them: a mark on each bubble, and what a menu asks for. A thread by itself,
 * as on the desk, has none.
 */
export class ThreadStars {
  /** Five seconds long; longer while somebody is about to take it back. */
  last: Starring | undefined;
  readonly #parts: StarsParts;
  readonly #sheet = new CSSStyleSheet();
  #leave: (() => void) | undefined;
  #seqs = none;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the conversations that were shown. */
  #turn = 0;

  constructor(parts: StarsParts) {
    this.#parts = parts;
    const root = parts.host.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
    this.#draw(none);
    void this.#begin();
  }

  /** Whether a menu may offer it. */
  get isOffered(): boolean { return surroundingClient(this.#parts.host) !== undefined; }

  has({ message }: TimelineItem): boolean { return this.#seqs.has(message.seq); }

  /** The other way round from now. */
  toggle(item: TimelineItem): void { void this.#set({ item, on: !this.has(item) }); }

  undo(): void {
    const { last } = this;
    this.#forget();
    if (last) void this.#set({ ...last, on: !last.on }, false);
  }

  hold(): void { clearTimeout(this.#timer); }
  release(): void { if (this.last) this.#count(); }

  /** Another conversation is shown. */
  reset(): void {
    this.#end();
    void this.#begin();
  }

  stop(): void {
    this.#end();
    const root = this.#parts.host.renderRoot as ShadowRoot;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  #end(): void {
    this.#turn += 1;
    this.#leave?.();
    this.#leave = undefined;
    // Whoever ends it draws anew by itself, or never again.
    clearTimeout(this.#timer);
    this.last = undefined;
    this.#draw(none);
  }

  /** Without the code for it there are no stars: the next conversation asks again. */
  async #begin(): Promise<void> {
    const { host, conversation, changed } = this.#parts;
    const turn = this.#turn;
    const id = conversation()?.id;
    const tools = await surroundingClient(host)?.listTools().catch(() => undefined);
    if (turn !== this.#turn || id === undefined || !tools) return;
    this.#leave = tools.stars.follow(id, (seqs) => {
      this.#draw(seqs);
      changed();
    });
  }

  async #set(starring: Starring, canUndo = true): Promise<void> {
    const { host, conversation, tell } = this.#parts;
    const id = conversation()?.id;
    const client = surroundingClient(host);
    if (id === undefined || !client) return;
    if (canUndo) {
      this.last = starring;
      this.#count();
    }
    this.#parts.changed();
    try {
      await (await client.listTools()).stars.set(id, starring.item.message.seq, starring.on);
    } catch (error) {
      if (this.last === starring) this.#forget();
      tell(error instanceof FoyerError && error.code === 'too-large' ? 'tooManyStars' : 'notDone');
    }
  }

  #draw(seqs: ReadonlySet<number>): void {
    this.#seqs = seqs;
    this.#sheet.replaceSync(starSheet(seqs, localizerOf(this.#parts.host).text('starred', {}, screenTexts)));
  }

  #count(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#forget(); }, undoMs);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.last = undefined;
    this.#parts.changed();
  }
}
