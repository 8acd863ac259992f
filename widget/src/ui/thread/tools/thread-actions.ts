import type { ConversationHandle, TimelineItem } from '../../../client/api.ts';
import { LongPress } from '../../long-press.ts';
import type { MessageAction } from '../message-row.ts';
import { MessageCommands, type Outcome } from './message-commands.ts';
import type { ThreadStars } from './thread-stars.ts';
import { keyOf } from './thread-keys.ts';

export interface ActionsParts {
  scroller: HTMLElement;
  conversation: () => ConversationHandle | undefined;
  me: () => string;
  itemOf: (key: string) => TimelineItem | undefined;
  changed: () => void;
  /** Reply and edit are the composer's. */
  compose: (kind: 'reply' | 'edit', item: TimelineItem) => void;
  tell: (outcome: Outcome) => void;
  stars: Pick<ThreadStars, 'toggle'>;
  /** The menu is gone: the focus goes back to the message. */
  closed: (key: string) => void;
}

/** How somebody comes to the actions of a message: by pointing at it (toolbar), pressing long (menu), or by keys (menu). */
export class ThreadActions {
  hoveredKey: string | undefined;
  menuKey: string | undefined;
  readonly commands: MessageCommands;
  readonly presses: LongPress;
  readonly #parts: ActionsParts;

  constructor(parts: ActionsParts) {
    this.#parts = parts;
    this.commands = new MessageCommands(parts);
    this.presses = new LongPress(parts.scroller, (target) => this.open(keyOf(target)));
    addEventListener('pagehide', this.reset);
  }

  /** Another conversation is shown, or none. */
  readonly reset = (): void => {
    this.presses.release();
    this.hoveredKey = undefined;
    this.menuKey = undefined;
    this.commands.flush();
  };

  stop(): void {
    removeEventListener('pagehide', this.reset);
    this.presses.stop();
    this.reset();
  }

  act(action: MessageAction, item: TimelineItem, emoji?: string): void {
    const conversation = this.#parts.conversation();
    if (!conversation) return;
    switch (action) {
      case 'more': this.open(item.key); break;
      case 'reply': case 'edit': this.#parts.compose(action, item); break;
      case 'retry': if (!this.commands.isLeaving(item.message)) void conversation.retry(item.message.clientId); break;
      case 'star': this.#parts.stars.toggle(item); break;
      case 'copy': void this.commands.copy(item); break;
      case 'delete': case 'discard': this.commands.delete(conversation, item); break;
      case 'reported': this.#parts.tell('reported'); break;
      case 'undo': this.commands.undo(item.message); break;
      case 'react': if (emoji !== undefined) void this.commands.react(conversation, item, emoji);
    }
  }

  /** Whether there is anything to do with the message. */
  open(key: string | undefined): boolean {
    const item = key === undefined ? undefined : this.#parts.itemOf(key);
    if (!item || item.message.seq === 0 || item.message.content.kind === 'none' || this.commands.isLeaving(item.message)) return false;
    this.#show({ menuKey: item.key, hoveredKey: undefined });
    return true;
  }

  /** The focus is elsewhere already when somebody has turned to something else. */
  close(takesFocus: boolean): void {
    const key = this.menuKey;
    if (key === undefined) return;
    this.#show({ menuKey: undefined });
    if (takesFocus) this.#parts.closed(key);
  }

  /** The message under the pointer, or none. */
  hover(hoveredKey: string | undefined): void {
    if (hoveredKey !== this.hoveredKey && this.menuKey === undefined) this.#show({ hoveredKey });
  }

  /** The browser's own menu belongs to the mouse; a long press and the menu key have opened ours. */
  onContextMenu(event: Event): void {
    if ((event as PointerEvent).pointerType === 'touch' || this.menuKey !== undefined) event.preventDefault();
  }

  #show(state: { menuKey?: string | undefined; hoveredKey?: string | undefined }): void {
    Object.assign(this, state);
    this.#parts.changed();
  }
}
