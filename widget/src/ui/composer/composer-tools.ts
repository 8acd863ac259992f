import { html, nothing, svg, type ReactiveControllerHost } from 'lit';
import type { ConversationHandle } from '../../client/api.ts';
import { icon, icons } from '../icons.ts';
import { define } from '../localize.ts';
import { localize } from '../localize-screen.ts';
import { textOf } from '../thread/thread-rows.ts';
import { FoyerApartNotice } from './apart-notice.ts';
import { Closings } from './closings.ts';
import type { FoyerComposer, Subject, Suggestion } from './composer.ts';
import { FoyerEmojiPicker } from './emoji-picker.ts';
import { mentionAt, namesFor } from './mentions.ts';
import { SlowMode } from './slow-mode.ts';
import { FoyerSuggestions } from './suggestions.ts';

type Suggest = (text: string) => Promise<readonly Suggestion[]>;

interface ToolsParts {
  host: ReactiveControllerHost & Pick<FoyerComposer, 'renderRoot' | 'subject' | 'compose'>;
  conversation: () => ConversationHandle | undefined;
  me: () => string;
  /** What a text that begins with a slash may mean. */
  suggest: () => Suggest | undefined;
}

/** How many bytes may be left before the limit is worth a word. */
const nearLimitBytes = 400;
const smile = icon(svg`<circle cx="10" cy="10" r="7"/><path d="M7 11.700a3.500 3.500 0 0 0 6 0M7.600 7.800v.1M12.400 7.800v.1"/>`);

/** What helps with writing, fetched when the field has been there for a moment: texts for a slash, names for an @, emoji. */
export class ComposerTools {
  readonly #parts: ToolsParts;
  readonly #closings: Closings;
  readonly #slowMode: SlowMode;
  #suggestions: readonly Suggestion[] = [];
  /** Of the text, what a suggestion takes the place of. */
  #place = { from: 0, to: 0 };
  /** Of the latest question: an earlier answer that comes after it is not shown. */
  #question = 0;
  #isPicking = false;

  constructor(parts: ToolsParts) {
    this.#parts = parts;
    this.#closings = new Closings(parts.host, parts.conversation);
    this.#slowMode = new SlowMode(parts.host, parts.conversation);
    define('foyer-apart-notice', FoyerApartNotice);
    define('foyer-emoji-picker', FoyerEmojiPicker);
    define('foyer-suggestions', FoyerSuggestions);
  }

  /** What stands above the field. */
  above() {
    return html`
      ${this.#suggestions.length > 0 ? html`<foyer-suggestions class="above" .items=${this.#suggestions} @foyer-take=${this.#onTake}></foyer-suggestions>` : nothing}
      ${this.#isPicking ? html`<foyer-emoji-picker class="above" .opener=${this.#parts.host.renderRoot.querySelector('.emoji')} @foyer-emoji=${this.#onEmoji} @foyer-emoji-close=${this.#onPicked}></foyer-emoji-picker>` : nothing}`;
  }

  /** What is answered or changed, above the field. */
  bar({ kind, item, name }: Subject, onCancel: () => void) {
    return html`
      <div class="bar">
        <div class="about"><b>${kind === 'edit' ? localize('editMessage') : localize('replyTo', { name })}</b><bdi class="line">${textOf(item.message)}</bdi></div>
        <button class="round" aria-label=${localize(kind === 'edit' ? 'cancelEdit' : 'cancelReply')} @click=${onCancel}>${icons.close}</button>
      </div>`;
  }

  /** How many bytes are left, or are too many. */
  room(left: number) {
    if (left >= nearLimitBytes) return nothing;
    return html`<p class="hint ${left < 0 ? 'danger' : ''}" role="status">${left < 0 ? localize('tooLong', { count: -left }) : localize('bytesLeft', { count: left })}</p>`;
  }

  /** What stands below it. */
  below() { return html`${this.#closings.refusal()}${this.#slowMode.notice()}`; }

  /** What stands in the place of the field. */
  closed(...why: Parameters<Closings['notice']>) { return this.#closings.notice(...why); }

  /** What stands in the field. */
  button() {
    return html`<button class="round emoji" type="button" aria-label=${localize('emoji')} aria-expanded=${this.#isPicking ? 'true' : 'false'}
      @click=${this.#onButton}>${smile}</button>`;
  }

  /** The text has changed under somebody's fingers. */
  async asked(text: string): Promise<void> {
    const question = this.#question += 1;
    const { suggest, conversation, me } = this.#parts;
    const caret = this.#field?.selectionStart ?? text.length;
    const mention = mentionAt(text, caret);
    const { kind, people = [] } = conversation()?.snapshot.value ?? {};
    let found: readonly Suggestion[] = [];
    let place = { from: 0, to: text.length };
    if (text.startsWith('/')) found = await suggest()?.(text).catch(() => []) ?? [];
    else if (mention && kind === 'group') {
      found = namesFor(people.filter(({ id, hasLeft }) => id !== me() && !hasLeft), mention.typed).map(({ id, name }) => ({ id, label: name, text: `@${name} ` }));
      place = { from: mention.from, to: caret };
    }
    if (question !== this.#question) return;
    this.#place = place;
    this.#suggest(found);
  }

  /** A key of the field; whether it was meant for what stands above it, or for the last own message. */
  onKey(event: KeyboardEvent): boolean {
    if (this.#suggestions.length === 0) return event.key === 'ArrowUp' && this.#changeLast(event);
    if (this.#parts.host.renderRoot.querySelector('foyer-suggestions')?.onKey(event)) return true;
    if (event.key !== 'Escape') return false;
    event.stopPropagation();
    this.close();
    return true;
  }

  /** From an empty field. */
  #changeLast(event: KeyboardEvent): boolean {
    const { host, conversation } = this.#parts;
    if (this.#field?.value !== '' || host.subject) return false;
    const last = conversation()?.timeline.value.items.findLast(({ own, message }) => own && message.seq > 0 && textOf(message) !== '');
    if (!last) return false;
    event.preventDefault();
    host.compose('edit', last);
    return true;
  }

  /** Nothing stands above the field any more, nor comes of what was asked. */
  close(): void {
    this.#question += 1;
    this.#isPicking = false;
    this.#suggest([]);
  }

  get #field(): HTMLTextAreaElement | null { return this.#parts.host.renderRoot.querySelector('textarea'); }

  #suggest(found: readonly Suggestion[]): void {
    this.#suggestions = found;
    this.#parts.host.requestUpdate();
  }

  /** As if it had been typed. */
  #put(text: string, from: number, to: number): void {
    const field = this.#field;
    field?.setRangeText(text, from, to, 'end');
    field?.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  readonly #onTake = ({ detail }: CustomEvent<Suggestion | undefined>): void => {
    const { from, to } = this.#place;
    if (detail) this.#put(detail.text, from, to);
    this.close();
    this.#field?.focus();
  };

  readonly #onButton = (): void => {
    this.#isPicking = !this.#isPicking;
    this.#suggest([]);
    if (this.#isPicking) void this.#parts.host.updateComplete.then(() => { this.#parts.host.renderRoot.querySelector('foyer-emoji-picker')?.focus(); });
    else this.#field?.focus();
  };

  readonly #onEmoji = ({ detail: { emoji } }: CustomEvent<{ emoji: string }>): void => {
    const field = this.#field;
    if (field) this.#put(emoji, field.selectionStart, field.selectionEnd);
  };

  readonly #onPicked = (): void => {
    this.close();
    this.#field?.focus();
  };
}
