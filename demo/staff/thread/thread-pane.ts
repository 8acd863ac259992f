import type { ConversationHandle, DeskTools, EventsHandle, EventsState, FoyerClient, Note, NotesHandle, Summary, TimelineItem, User } from '@foyer-chat/widget/headless';
import { counterpart, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import type { Toasts } from '../parts/toasts.ts';
import { faultText, type DeskActions } from '../state/actions.ts';
import { DeskAsides } from './desk-asides.ts';
import type { ReplyBox, WritingMode } from './reply-box.ts';

const noNotes: readonly Note[] = [];
const nothingHappened: EventsState = { events: [], people: new Map() };

/** One conversation with what staff need round it: header, messages and notes, who else writes, the field. */
export class DeskThread extends LitElement {
  static override properties = {
    client: { attribute: false }, tools: { attribute: false }, actions: { attribute: false }, toasts: { attribute: false }, conversation: { attribute: false }, row: { attribute: false },
    me: { attribute: false }, isWhoShown: { type: Boolean }, notes: { state: true }, events: { state: true }, isAsking: { state: true },
  };
  static override styles = [tokens, controls, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; min-inline-size: 0; background: var(--surface); }
    foyer-thread { flex: 1; min-block-size: 0; }
    .choices { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 20px; }
  `];

  declare client: FoyerClient;
  declare tools: DeskTools | undefined;
  declare actions: DeskActions;
  declare toasts: Toasts;
  declare conversation: ConversationHandle;
  /** As the lists of the desk know it; missing for one that nobody has written in. */
  declare row: Summary | undefined;
  declare me: User;
  declare isWhoShown: boolean;
  declare notes: NotesHandle | undefined;
  declare events: EventsHandle | undefined;
  /** Whether to send into a conversation that somebody else looks after. */
  declare isAsking: boolean;
  #asidesOf: ConversationHandle | undefined;
  /** By conversation: beside whom it was said that one writes all the same. */
  readonly #agreed = new Map<string, string>();
  readonly #snapshot = new StoreController(this, () => this.conversation.snapshot);
  readonly #presence = new StoreController(this, () => this.client.presence);
  readonly #desk = new StoreController(this, () => this.client.desk);
  readonly #status = new StoreController(this, () => this.client.status);
  readonly #refused = new StoreController(this, () => this.conversation.refused);
  readonly #timeline = new StoreController(this, () => this.conversation.timeline);
  readonly #noted = new StoreController(this, () => this.notes?.state);
  readonly #happened = new StoreController(this, () => this.events?.state);
  readonly #asides = new DeskAsides();

  constructor() {
    super();
    this.isAsking = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeAsides();
  }

  override willUpdate(): void {
    this.#openAsides();
    const noted = this.#noted.value;
    const first = this.#timeline.value?.items[0]?.message.at ?? 0;
    // As far back as the messages that are loaded.
    if (noted?.hasOlder && !noted.loading && first < (noted.notes[0]?.at ?? 0)) void this.notes?.loadOlder().catch(() => undefined);
  }

  #openAsides(): void {
    if (!this.tools || this.#asidesOf === this.conversation) return;
    this.#closeAsides();
    this.#asidesOf = this.conversation;
    this.notes = this.tools.notes(this.conversation.id);
    this.events = this.tools.events(this.conversation);
    this.isAsking = false;
  }

  override render() {
    const snapshot = this.#snapshot.value;
    const desk = this.#desk.value;
    const visitor = snapshot?.people.find(({ role }) => role !== 'staff');
    const name = snapshot ? counterpart(snapshot, this.me.id, true).name : '';
    const team = desk?.team ?? [];
    const asides = this.#asides.of({ notes: this.#noted.value?.notes ?? noNotes, happened: this.#happened.value ?? nothingHappened, team, me: this.me.id });
    return html`
      <desk-thread-header .name=${name} .row=${this.row} .visitor=${visitor} .presence=${visitor && this.#presence.value?.get(visitor.id)} .place=${visitor && desk?.places.get(visitor.id)}
        .me=${this.me} .team=${team} .isWhoShown=${this.isWhoShown}></desk-thread-header>
      <foyer-notices .client=${this.client}></foyer-notices>
      <foyer-thread .conversation=${this.conversation} .me=${this.me.id} .showNames=${true} .asides=${asides}
        @keydown=${this.#onKey} @foyer-compose=${this.#onCompose} @foyer-leave-thread=${() => { this.write('reply'); }} @desk-note-delete=${this.#onNoteDelete}></foyer-thread>
      <desk-collision .conversation=${this.conversation}></desk-collision>
      <desk-reply .conversation=${this.conversation} .notes=${this.notes} .tools=${this.tools} .names=${{ visitor: name, agent: this.me.name, site: desk?.site?.name ?? '' }}
        .isOffline=${this.#status.value?.name === 'offline'} .isOut=${this.#refused.value !== undefined} @keydown=${this.#onKey} @foyer-before-send=${this.#onBeforeSend}></desk-reply>
      <desk-dialog label="Take over?" .open=${this.isAsking} @desk-close=${this.#onKeep}>
        <p><bdi>${this.#assignee()}</bdi> looks after this conversation.</p>
        <div class="choices">
          <button class="pill primary" autofocus @click=${this.#onTakeOver}>Take over and send</button>
          <button class="pill" @click=${this.#onSendAnyway}>Send only</button>
          <button class="pill quiet" @click=${this.#onKeep}>Cancel</button>
        </div>
      </desk-dialog>`;
  }

  /** Shows a message of the conversation. */
  reveal(seq: number): void { void this.updateComplete.then(() => { this.renderRoot.querySelector('foyer-thread')?.reveal(seq); }); }
  write(mode: WritingMode): void { this.#replyBox?.write(mode); }
  snooze(): void { this.renderRoot.querySelector('desk-thread-header')?.snooze(); }

  get #replyBox(): ReplyBox | null { return this.renderRoot.querySelector('desk-reply'); }
  #assignee(): string { return this.#desk.value?.team.find(({ id }) => id === this.row?.assignee)?.name ?? 'Somebody else'; }

  #closeAsides(): void {
    this.notes?.close();
    this.events?.close();
    this.notes = undefined;
    this.events = undefined;
    this.#asidesOf = undefined;
  }

  readonly #onCompose = ({ detail: { kind, item } }: CustomEvent<{ kind: 'reply' | 'edit'; item: TimelineItem }>): void => {
    const author = this.#snapshot.value?.people.find(({ id }) => id === item.message.from)?.name;
    this.#replyBox?.compose(kind, item, item.own ? 'You' : author ?? '');
  };

  /** Between thread and field. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'F6') return;
    event.preventDefault();
    if (event.currentTarget === this.#replyBox) this.renderRoot.querySelector('foyer-thread')?.focus();
    else this.write('reply');
  };

  readonly #onBeforeSend = (event: Event): void => {
    const assignee = this.row?.assignee;
    if (assignee === undefined || assignee === this.me.id || this.#agreed.get(this.conversation.id) === assignee) return;
    event.preventDefault();
    this.isAsking = true;
  };

  readonly #onTakeOver = (): void => {
    const { row } = this;
    this.#onSendAnyway();
    if (row) void this.actions.assign(row, this.me.id);
  };

  readonly #onSendAnyway = (): void => {
    if (this.row?.assignee !== undefined) this.#agreed.set(this.conversation.id, this.row.assignee);
    this.isAsking = false;
    this.#replyBox?.submit();
  };

  readonly #onKeep = (): void => { this.isAsking = false; };

  readonly #onNoteDelete = async (event: CustomEvent<Note>): Promise<void> => {
    const { id, text } = event.detail;
    const { notes, toasts } = this;
    if (!notes) return;
    try {
      await notes.delete(id);
      toasts.show({ text: 'Note deleted', undo: () => { void notes.add(text).catch((error: unknown) => { toasts.show({ text: faultText(error) }); }); } });
    } catch (error) {
      toasts.show({ text: faultText(error) });
    }
  };
}
