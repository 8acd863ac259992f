import type { ConversationHandle, TimelineItem } from '../../../client/api.ts';
import type { MessageAction } from '../message-row.ts';
import { MessageCommands, type Outcome } from './message-commands.ts';
import { rowOf } from './thread-keys.ts';

const longPressMs = 450;
const wobblePx = 8;

interface Press { timer: ReturnType<typeof setTimeout>; x: number; y: number }

export interface ActionsParts {
  conversation: () => ConversationHandle | undefined;
  me: () => string;
  itemOf: (key: string) => TimelineItem | undefined;
  changed: () => void;
  /** Reply and edit are the composer's. */
  compose: (kind: 'reply' | 'edit', item: TimelineItem) => void;
  tell: (outcome: Outcome) => void;
  /** The menu is gone: the focus goes back to the message. */
  closed: (key: string) => void;
}

/** How somebody comes to the actions of a message: by pointing at it (toolbar), pressing long (menu), or by keys (menu). */
export class ThreadActions {
  hoveredKey: string | undefined;
  menuKey: string | undefined;
  readonly commands: MessageCommands;
  readonly #parts: ActionsParts;
  #press: Press | undefined;

  constructor(parts: ActionsParts) {
    this.#parts = parts;
    this.commands = new MessageCommands(parts);
    addEventListener('pagehide', this.reset);
  }

  /** Another conversation is shown, or none. */
  readonly reset = (): void => {
    this.#release();
    this.hoveredKey = undefined;
    this.menuKey = undefined;
    this.commands.flush();
  };

  stop(): void {
    removeEventListener('pagehide', this.reset);
    this.reset();
  }

  act(action: MessageAction, item: TimelineItem, emoji?: string): void {
    const conversation = this.#parts.conversation();
    if (!conversation) return;
    switch (action) {
      case 'more': this.open(item.key); break;
      case 'reply': case 'edit': this.#parts.compose(action, item); break;
      case 'retry': void conversation.retry(item.message.clientId); break;
      case 'discard': void conversation.discard(item.message.clientId); break;
      case 'copy': void this.commands.copy(item); break;
      case 'delete': this.commands.delete(conversation, item); break;
      case 'undo': this.commands.undo(item.message.seq); break;
      case 'react': if (emoji !== undefined) void this.commands.react(conversation, item, emoji);
    }
  }

  open(key: string): void {
    const item = this.#parts.itemOf(key);
    if (!item || item.message.seq === 0 || item.message.content.kind === 'none' || this.commands.isLeaving(item.message.seq)) return;
    this.#show({ menuKey: key, hoveredKey: undefined });
  }

  /** The focus is elsewhere already when somebody has turned to something else. */
  close(takesFocus: boolean): void {
    const key = this.menuKey;
    if (key === undefined) return;
    this.#show({ menuKey: undefined });
    if (takesFocus) this.#parts.closed(key);
  }

  onPointer(event: PointerEvent): void {
    switch (event.type) {
      case 'pointerover': this.#hover(event); break;
      case 'pointerleave': if (this.hoveredKey !== undefined) this.#show({ hoveredKey: undefined }); break;
      case 'pointerdown': this.#press = this.#pressed(event); break;
      case 'pointermove': if (this.#press && Math.hypot(event.clientX - this.#press.x, event.clientY - this.#press.y) > wobblePx) this.#release(); break;
      default: this.#release();
    }
  }

  /** The browser's own menu belongs to the mouse; a long press and the menu key have opened ours. */
  onContextMenu(event: MouseEvent): void {
    if ((event as PointerEvent).pointerType === 'touch' || this.menuKey !== undefined) event.preventDefault();
  }

  #hover(event: PointerEvent): void {
    const hoveredKey = event.pointerType === 'mouse' ? rowOf(event)?.dataset['key'] : undefined;
    if (hoveredKey !== this.hoveredKey && this.menuKey === undefined) this.#show({ hoveredKey });
  }

  #pressed(event: PointerEvent): Press | undefined {
    this.#release();
    const key = rowOf(event)?.dataset['key'];
    if (event.pointerType === 'mouse' || key === undefined) return undefined;
    return { timer: setTimeout(() => { this.#release(); this.open(key); }, longPressMs), x: event.clientX, y: event.clientY };
  }

  #show(state: { menuKey?: string | undefined; hoveredKey?: string | undefined }): void {
    Object.assign(this, state);
    this.#parts.changed();
  }

  #release(): void {
    clearTimeout(this.#press?.timer);
    this.#press = undefined;
  }
}
