import { LitElement, html, nothing } from 'lit';
import type { ConversationHandle, TimelineItem } from '../../client/api.ts';
import { byteLength } from '../../protocol/content.ts';
import * as limits from '../../protocol/limits.ts';
import { whenIdle } from '../chat/when-idle.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize.ts';
import { StoreController } from '../store-controller.ts';
import { textOf } from '../thread/thread-rows.ts';
import { tokens } from '../tokens.styles.ts';
import { composerStyles } from './composer.styles.ts';
import type { ComposerTools } from './composer-tools.ts';

/** One line of the list that a slash or an @ opens: `text` takes the place of what was written. */
export interface Suggestion { readonly id: string; readonly label: string; readonly text: string }

/** The message that is answered or changed. */
export interface Subject { kind: 'reply' | 'edit'; item: TimelineItem; name: string }

const canGrowByItself = globalThis.CSS?.supports?.('field-sizing', 'content') ?? false;

/**
 * @tag foyer-composer
 * @summary The field a message is written in. Enter sends, Shift+Enter starts a line; the draft stays with the conversation.
 * Up in an empty field changes the last own message, a slash opens the suggestions where there are any, an @ in a group the names of those who are in it.
 * @event {CustomEvent<{conversationId: string, text: string}>} foyer-before-send - Cancelable: before a message is put in the outbox.
 * @csspart composer - The bar.
 * @csspart send - The button that sends.
 */
export class FoyerComposer extends LitElement {
  static override properties = {
    conversation: { attribute: false }, me: {}, suggest: { attribute: false }, isOffline: { type: Boolean }, isEnterSending: { attribute: false }, closed: {},
    subject: { state: true }, editText: { state: true },
  };
  static override styles = [tokens, composerStyles];

  declare conversation: ConversationHandle | undefined;
  /** The own user's id. */
  declare me: string;
  /** What a text that begins with a slash may mean. */
  declare suggest: ((text: string) => Promise<readonly Suggestion[]>) | undefined;
  /** What is written now waits. */
  declare isOffline: boolean;
  /** Otherwise Enter starts a line, and Ctrl or Cmd with it sends. */
  declare isEnterSending: boolean;
  /** Why nothing can be written here. `apart`: the user has blocked the other one. `admins`: only those of the group write in it. */
  declare closed: 'blocked' | 'closed' | 'signed-out' | 'apart' | 'admins' | undefined;
  declare subject: Subject | undefined;
  declare editText: string;
  #of: ConversationHandle | undefined;
  #tools: ComposerTools | undefined;
  readonly #draft = new StoreController(this, () => this.conversation?.draft);

  constructor() {
    super();
    this.me = '';
    this.isOffline = false;
    this.isEnterSending = true;
    this.editText = '';
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('textarea,foyer-apart-notice')?.focus(); }); }

  /** Answers a message, or changes an own one, from now on. `name`: whose the answered one is. */
  compose(kind: Subject['kind'], item: TimelineItem, name = ''): void {
    this.subject = { kind, item, name };
    this.editText = kind === 'edit' ? textOf(item.message) : '';
    void this.#load().then((tools) => { tools?.close(); });
    this.focus();
    if (kind === 'edit') void this.updateComplete.then(() => { this.#field?.setSelectionRange(this.editText.length, this.editText.length); });
  }

  override willUpdate(): void {
    if (this.#of === this.conversation) return;
    this.#of = this.conversation;
    this.subject = undefined;
    this.#tools?.close();
  }

  override firstUpdated(): void { whenIdle(() => { if (this.isConnected) void this.#load(); }); }

  override updated(): void {
    const field = this.#field;
    if (!field) return;
    // Compared with the field itself, which whoever types has changed since the last update.
    if (field.value !== this.#text) field.value = this.#text;
    if (canGrowByItself) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight + 2}px`;
  }

  override render() {
    // Said by what helps with writing, which comes in a moment.
    if (this.closed) return this.#tools?.closed(this.closed);
    const text = this.#text;
    const left = limits.textMaxBytes - byteLength(text);
    const isEdit = this.subject?.kind === 'edit';
    return html`
      ${this.#tools?.above()}
      ${this.subject && this.#tools?.bar(this.subject, this.#onCancel)}
      <form part="composer" @submit=${this.#onSubmit}>
        <div class="field"><textarea rows="1" dir=${text === '' ? nothing : 'auto'} aria-label=${localize('message')} placeholder=${localize('writeMessage')} enterkeyhint=${this.isEnterSending ? 'send' : 'enter'} autocomplete="off"
          aria-autocomplete=${this.suggest ? 'list' : nothing}
          ?disabled=${!this.conversation} @input=${this.#onInput} @keydown=${this.#onKey}></textarea>${this.#tools?.button()}</div>
        ${text.trim() === '' ? nothing : html`<button class="round send" part="send" type="submit" aria-label=${localize(isEdit ? 'save' : 'send')} ?disabled=${!this.conversation || left < 0}>${isEdit ? icons.tick : icons.send}</button>`}
      </form>
      ${this.#tools?.room(left)}
      ${this.isOffline ? html`<p class="hint">${localize('sendsLater')}</p>` : this.#tools?.below()}`;
  }

  get #field(): HTMLTextAreaElement | null { return this.renderRoot.querySelector('textarea'); }
  get #text(): string { return this.subject?.kind === 'edit' ? this.editText : this.#draft.value ?? ''; }

  #write(text: string): void {
    if (this.subject?.kind === 'edit') this.editText = text;
    else this.conversation?.setDraft(text);
  }

  #drop(): void {
    this.subject = undefined;
    this.editText = '';
  }

  readonly #onCancel = (): void => {
    this.#drop();
    this.focus();
  };

  readonly #onInput = (event: Event): void => {
    const { value } = event.target as HTMLTextAreaElement;
    this.#write(value);
    if (this.subject?.kind !== 'edit') this.conversation?.setTyping(value.trim() === '' ? null : 'text');
    if (this.#tools || /^\/|@/.test(value)) void this.#load().then((tools) => tools?.asked(value));
  };

  /** An Enter that ends a composition of an input method belongs to the input method, as does every other key then. */
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#tools?.onKey(event)) return;
    if (event.key === 'Escape' && this.subject) {
      event.stopPropagation();
      this.#drop();
    } else if (event.key === 'Enter' && (this.isEnterSending ? !event.shiftKey : event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#send();
    }
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
    this.focus();
  };

  async #load(): Promise<ComposerTools | undefined> {
    const { ComposerTools } = await import('./composer-tools.ts').catch(() => ({ ComposerTools: undefined }));
    if (!ComposerTools || this.#tools) return this.#tools;
    this.#tools = new ComposerTools({ host: this, conversation: () => this.conversation, me: () => this.me, suggest: () => this.suggest });
    this.requestUpdate();
    return this.#tools;
  }

  async #send(): Promise<void> {
    const { conversation, subject } = this;
    const text = this.#text.trim();
    if (!conversation || text === '' || byteLength(text) > limits.textMaxBytes) return;
    this.#tools?.close();
    if (subject?.kind === 'edit') {
      this.#drop();
      if (text === textOf(subject.item.message)) return;
      await conversation.edit(subject.item.message.seq, { kind: 'text', text }).catch(() => {
        // Not lost: it is there to be saved again.
        if (this.conversation !== conversation || this.subject) return;
        this.subject = subject;
        this.editText = text;
      });
      return;
    }
    const detail = { conversationId: conversation.id, text };
    if (!this.dispatchEvent(new CustomEvent('foyer-before-send', { detail, bubbles: true, composed: true, cancelable: true }))) return;
    this.#drop();
    conversation.setDraft('');
    conversation.setTyping(null);
    await conversation.send({ kind: 'text', text }, subject ? { replyTo: subject.item.message.seq } : {}).catch(() => { conversation.setDraft(text); });
  }
}
