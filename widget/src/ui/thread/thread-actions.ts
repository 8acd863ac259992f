import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ConversationHandle, Message, TimelineItem } from '../../client/api.ts';
import type { MessageCommands } from './actions/message-commands.ts';
import type { MessageAction } from './message-row.ts';
import { rowOf } from './thread-keys.ts';

const longPressMs = 450;
const wobblePx = 8;

interface ActionsParts {
  conversation: () => ConversationHandle | undefined;
  me: () => string;
  itemOf: (key: string) => TimelineItem | undefined;
  /** Reply and edit are the composer's. */
  compose: (kind: 'reply' | 'edit', item: TimelineItem) => void;
  tell: (outcome: 'copied' | 'notDone') => void;
  /** The menu is gone: the focus goes back to the message. */
  closed: (key: string) => void;
}

/**
 * How somebody comes to the actions of a message: by pointing at it (toolbar), pressing long (menu), or by keys (menu).
 * What is needed for that is fetched when somebody first does.
 */
export class ThreadActions implements ReactiveController {
  hoveredKey: string | undefined;
  menuKey: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #parts: ActionsParts;
  #commands: MessageCommands | undefined;
  #loading: Promise<MessageCommands> | undefined;
  #press: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined;

  constructor(host: ReactiveControllerHost, parts: ActionsParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void { addEventListener('pagehide', this.#flush); }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#flush);
    this.reset();
  }

  /** Another conversation is shown, or none. */
  reset(): void {
    this.#release();
    this.hoveredKey = undefined;
    this.menuKey = undefined;
    this.#flush();
  }

  isLeaving(seq: number): boolean { return this.#commands?.isLeaving(seq) ?? false; }
  reactionsOf(message: Message): NonNullable<Message['reactions']> { return this.#commands?.reactionsOf(message) ?? message.reactions ?? {}; }

  readonly act = (action: MessageAction, item: TimelineItem, emoji?: string): void => {
    const conversation = this.#parts.conversation();
    if (!conversation) return;
    switch (action) {
      case 'more': this.open(item.key); break;
      case 'reply': case 'edit': this.#parts.compose(action, item); break;
      case 'retry': void conversation.retry(item.message.clientId); break;
      case 'discard': void conversation.discard(item.message.clientId); break;
      default: void this.#load().then((commands) => {
        if (action === 'copy') void commands.copy(item);
        else if (action === 'delete') commands.delete(conversation, item);
        else if (action === 'undo') commands.undo(item.message.seq);
        else if (emoji !== undefined) void commands.react(conversation, item, emoji);
      }, () => { this.#parts.tell('notDone'); });
    }
  };

  open(key: string): void {
    const item = this.#parts.itemOf(key);
    if (!item || item.message.seq === 0 || item.message.content.kind === 'none' || this.isLeaving(item.message.seq)) return;
    void this.#load().then(() => { this.#show({ menuKey: key, hoveredKey: undefined }); }, () => { this.#parts.tell('notDone'); });
  }

  readonly close = (): void => {
    const key = this.menuKey;
    if (key === undefined) return;
    this.#show({ menuKey: undefined });
    this.#parts.closed(key);
  };

  readonly onPointerOver = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const hoveredKey = rowOf(event)?.dataset['key'];
    if (hoveredKey === this.hoveredKey || this.menuKey !== undefined) return;
    if (hoveredKey !== undefined) this.#load().catch(() => undefined);
    this.#show({ hoveredKey });
  };

  readonly onPointerLeave = (): void => { if (this.hoveredKey !== undefined) this.#show({ hoveredKey: undefined }); };

  readonly onPointerDown = (event: PointerEvent): void => {
    this.#release();
    const key = rowOf(event)?.dataset['key'];
    if (event.pointerType === 'mouse' || key === undefined) return;
    this.#press = { timer: setTimeout(() => { this.#release(); this.open(key); }, longPressMs), x: event.clientX, y: event.clientY };
  };

  readonly onPointerMove = ({ clientX, clientY }: PointerEvent): void => {
    if (this.#press && Math.hypot(clientX - this.#press.x, clientY - this.#press.y) > wobblePx) this.#release();
  };

  readonly onPointerUp = (): void => { this.#release(); };

  /** The browser's own menu belongs to the mouse; a long press and the menu key have opened ours. */
  readonly onContextMenu = (event: MouseEvent): void => {
    if ((event as PointerEvent).pointerType === 'touch' || this.menuKey !== undefined) event.preventDefault();
  };

  #show(state: { menuKey?: string | undefined; hoveredKey?: string | undefined }): void {
    Object.assign(this, state);
    this.#host.requestUpdate();
  }

  #release(): void {
    clearTimeout(this.#press?.timer);
    this.#press = undefined;
  }

  #load(): Promise<MessageCommands> {
    return this.#loading ??= import('./actions/actions.ts').then(({ MessageCommands, register }) => {
      register();
      return this.#commands = new MessageCommands({ me: this.#parts.me, tell: this.#parts.tell, changed: () => { this.#host.requestUpdate(); } });
    }).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
  }

  readonly #flush = (): void => { this.#commands?.flush(); };
}
