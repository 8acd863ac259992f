import type { TimelineItem } from '../../../client/api.ts';
import { define } from '../../localize.ts';
import type { ThreadWindow } from '../thread-window.ts';
import type { ThreadRow } from '../thread-rows.ts';
import { Announcer } from './announcer.ts';
import { FoyerMessageMenu } from './message-menu.ts';
import { FoyerMessageToolbar } from './message-toolbar.ts';
import { ThreadActions, type ActionsParts } from './thread-actions.ts';
import { ThreadKeys } from './thread-keys.ts';
import { TypingDots } from './typing-dots.ts';

declare global {
  interface HTMLElementTagNameMap { 'foyer-message-menu': FoyerMessageMenu; 'foyer-message-toolbar': FoyerMessageToolbar }
}

interface ToolsParts extends Omit<ActionsParts, 'closed'> {
  window: ThreadWindow;
  rows: () => readonly ThreadRow[];
  viewPx: () => number;
  leave: () => void;
  /** A message that may lie in history which is not loaded yet; resolves to it, or to nothing. */
  find: (seq: number) => Promise<TimelineItem | undefined>;
}

/** What a thread needs only after it is shown: keys, actions, announcements. Fetched once the first messages are there. */
export class ThreadTools {
  readonly announcer = new Announcer();
  readonly dots: TypingDots;
  readonly actions: ThreadActions;
  readonly keys: ThreadKeys;
  readonly #parts: ToolsParts;

  constructor(parts: ToolsParts) {
    define('foyer-message-menu', FoyerMessageMenu);
    define('foyer-message-toolbar', FoyerMessageToolbar);
    this.#parts = parts;
    this.dots = new TypingDots(parts.changed);
    this.actions = new ThreadActions({ ...parts, closed: (key) => { this.keys.focus(key); } });
    this.keys = new ThreadKeys({ ...parts, open: (key) => { this.actions.open(key); } });
  }

  /** Another conversation is shown. */
  reset(): void {
    this.announcer.reset();
    this.dots.reset();
    this.actions.reset();
    this.keys.activeKey = undefined;
  }

  stop(): void {
    this.reset();
    this.actions.stop();
  }

  /** Scrolls to a message and puts the focus on it; `shown` hears of it once it is there. */
  async jumpTo(seq: number, shown: (key: string) => void): Promise<void> {
    const key = (await this.#parts.find(seq))?.key;
    if (key === undefined) return;
    shown(key);
    this.keys.focus(key, 'center');
  }
}
