import { fillReply, type CannedReply, type ConversationHandle, type DeskTools, type NotesHandle, type TimelineItem } from '@foyer-chat/widget/headless';
import { StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { faultText } from '../state/actions.ts';
import { suggestions } from '../replies/suggestions.ts';

export type WritingMode = 'reply' | 'note';

/** Where staff write: to the visitor, or to each other. */
export class ReplyBox extends LitElement {
  static override properties = {
    conversation: { attribute: false }, notes: { attribute: false }, tools: { attribute: false }, names: { attribute: false }, isOffline: { type: Boolean }, isOut: { type: Boolean }, mode: { state: true }, drafts: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, controls, css`
    :host { display: block; background: var(--surface); padding: 0 20px max(16px, env(safe-area-inset-bottom)); }
    .box { border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
    .box:focus-within { border-color: var(--text-3); }
    .box.note { background: var(--note); }
    .modes { display: flex; gap: 2px; padding: 6px 6px 0; }
    .modes button { min-block-size: 28px; padding: 0 10px; border: 0; border-radius: 8px; background: none; color: var(--text-2); font-size: 13px; font-weight: 500; }
    .modes button:hover { color: var(--text); }
    .modes button[aria-pressed='true'] { background: var(--surface-3); color: var(--text); font-weight: 600; }
    .note .modes button[aria-pressed='true'] { background: rgb(127 127 127 / 0.22); }
    foyer-composer { --surface-3: transparent; border: 0; padding: 6px; border-radius: 14px; }
    .fault { padding: 0 16px 12px; }
    @media (max-width: 720px) { :host { padding: 0 8px max(8px, env(safe-area-inset-bottom)); } .modes button { min-block-size: 44px; padding-inline: 16px; border-radius: 12px; } }
    @media (forced-colors: active) { .modes button[aria-pressed='true'] { outline: 2px solid Highlight; outline-offset: -2px; } }
  `];

  declare conversation: ConversationHandle;
  declare notes: NotesHandle | undefined;
  declare tools: DeskTools | undefined;
  /** What the variables of saved replies stand for. */
  declare names: { visitor: string; agent: string; site: string };
  declare isOffline: boolean;
  /** Nothing can be sent here. */
  declare isOut: boolean;
  declare mode: WritingMode;
  /** Of notes, by conversation, while the desk is open. */
  declare drafts: ReadonlyMap<string, string>;
  declare fault: string | undefined;
  #shown: string | undefined;
  readonly #canned = new StoreController<readonly CannedReply[]>(this, () => this.tools?.cannedReplies.state);

  constructor() {
    super();
    this.mode = 'reply';
    this.drafts = new Map();
  }

  override willUpdate(): void {
    if (this.#shown === this.conversation.id) return;
    this.#shown = this.conversation.id;
    this.mode = 'reply';
    this.fault = undefined;
  }

  override render() {
    const isNote = this.mode === 'note';
    return html`
      <div class="box ${isNote ? 'note' : ''}">
        <div class="modes" role="group" aria-label="Write">${this.#choice('reply', 'Reply')}${this.#choice('note', 'Private note')}</div>
        <foyer-composer ?hidden=${isNote} .conversation=${this.conversation} .suggest=${this.#suggest} .isOffline=${this.isOffline} .closed=${this.isOut ? 'closed' : undefined}></foyer-composer>
        ${isNote ? html`<desk-note-field .draft=${this.drafts.get(this.conversation.id) ?? ''} .isBusy=${!this.notes} @desk-note=${this.#onNote} @desk-note-draft=${this.#onDraft}></desk-note-field>` : nothing}
        ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
      </div>`;
  }

  /** Turns to replies or notes, with the focus in the field. */
  write(mode: WritingMode): void {
    this.mode = mode;
    void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>(mode === 'note' ? 'desk-note-field' : 'foyer-composer')?.focus(); });
  }

  /** Answers a message, or changes an own one. */
  compose(kind: 'reply' | 'edit', item: TimelineItem, name: string): void {
    this.mode = 'reply';
    void this.updateComplete.then(() => { this.renderRoot.querySelector('foyer-composer')?.compose(kind, item, name); });
  }

  /** Sends what stands in the field. */
  submit(): void { this.renderRoot.querySelector('foyer-composer')?.renderRoot.querySelector('form')?.requestSubmit(); }

  #choice(mode: WritingMode, label: string) {
    return html`<button aria-pressed=${this.mode === mode ? 'true' : 'false'} @click=${() => { this.write(mode); }}>${label}</button>`;
  }

  /** Saved replies for what was typed after the slash, ready to be sent. */
  readonly #suggest = async (text: string): Promise<readonly { id: string; label: string; text: string }[]> =>
    suggestions(this.#canned.value ?? [], text).map(({ shortcut, text }) => ({ id: shortcut, label: `/${shortcut}`, text: fillReply(text, this.names) }));

  #setDraft(conversation: string, text: string): void { this.drafts = new Map(this.drafts).set(conversation, text); }
  readonly #onDraft = (event: CustomEvent<string>): void => { this.#setDraft(this.conversation.id, event.detail); };

  /** The field is free for the next one at once; what could not be stored comes back to it. */
  readonly #onNote = async (event: CustomEvent<string>): Promise<void> => {
    const { notes, conversation: { id } } = this;
    if (!notes) return;
    const text = event.detail;
    this.#setDraft(id, '');
    this.fault = undefined;
    try {
      await notes.add(text);
    } catch (error) {
      const since = this.drafts.get(id) ?? '';
      this.#setDraft(id, since === '' ? text : `${text}\n${since}`);
      this.fault = faultText(error);
    }
  };
}
