import type { FoyerChat, FoyerEventMap } from '@foyer-chat/widget';
import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { methods, type Method } from './methods.ts';
import { apply, choicesIn, groups, initialChoices, searchOf, textsOf, type Choices, type Option } from './options.ts';
import { playgroundStyles } from './playground.styles.ts';
import { snippets } from './snippets.ts';

const told: readonly (keyof FoyerEventMap)[] = [
  'foyer-ready', 'foyer-before-open', 'foyer-open', 'foyer-close', 'foyer-unread', 'foyer-before-send', 'foyer-message', 'foyer-status', 'foyer-call', 'foyer-error', 'foyer-link',
];
const maxEntries = 50;
const copiedMs = 2_000;

interface Entry { key: number; at: string; name: string; detail: string }

/** Every option of the element on the one side, a page with the chat on the other, and below what it says, what can be asked of it, and the code for a site. */
export class FoyerPlayground extends LitElement {
  static override properties = {
    choices: { state: true }, entries: { state: true }, snippet: { state: true }, isPhone: { state: true }, isCopied: { state: true }, hasChat: { state: true },
  };
  static override styles = [tokens, playgroundStyles];

  declare choices: Choices;
  /** Newest first. */
  declare entries: readonly Entry[];
  declare snippet: number;
  declare isPhone: boolean;
  declare isCopied: boolean;
  declare hasChat: boolean;
  #chat: FoyerChat | undefined;
  #written = 0;

  constructor() {
    super();
    this.choices = choicesIn(location.search);
    this.entries = [];
    this.snippet = 0;
    this.isPhone = false;
    this.isCopied = false;
    this.hasChat = false;
  }

  override render() {
    return html`
      <header>
        <h1>Playground</h1>
        <nav aria-label="Foyer"><a href="/">Demo shop</a><a href="/staff" target="_blank" rel="noopener">Staff desk</a></nav>
      </header>
      <main>
        <form class="options" aria-label="Options" @submit=${(event: Event) => { event.preventDefault(); }}>
          ${groups.map(({ title, options: list }) => html`<fieldset><legend>${title}</legend>${list.map((option) => this.#field(option))}</fieldset>`)}
          <button type="button" class="plain" @click=${this.#reset} ?disabled=${searchOf(this.choices) === location.pathname}>Back to the defaults</button>
        </form>
        <section class="stage" aria-label="Preview">
          <div class="strip">
            ${this.#segments('Width', ['Desktop', 'Phone'], this.isPhone ? 1 : 0, (index) => { this.isPhone = index === 1; })}
            <span class="hint">Answer from the staff desk, in another window.</span>
          </div>
          <div class="frame ${this.isPhone ? 'phone' : ''}"><iframe title="A page with the chat" src="/playground/stage" @load=${this.#put}></iframe></div>
        </section>
        <section class="methods" aria-label="Methods">
          <h2>Methods</h2>
          <div class="buttons">
            ${methods.map((method) => html`<button type="button" class="pill" ?disabled=${!this.#has(method)} @click=${() => { void this.#call(method); }}>${method.label}</button>`)}
            <button type="button" class="pill" @click=${this.#put}>put it back</button>
          </div>
        </section>
        ${this.#code()}
        ${this.#log()}
      </main>`;
  }

  #field(option: Option) {
    const { name, label, input } = option;
    const value = this.choices[name] ?? '';
    const set = (event: Event): void => { this.#choose(option, (event.target as HTMLInputElement).value); };
    if (input === 'choice') {
      const values = option.values ?? [];
      return html`<div class="field"><span id=${name}>${label}</span>${this.#segments(name, values, values.indexOf(value), (index) => { this.#choose(option, values[index] ?? ''); })}</div>`;
    }
    if (input === 'json') {
      const isWrong = textsOf(value) === undefined;
      return html`
        <label class="field tall"><span>${label}</span>
          <textarea rows="3" spellcheck="false" placeholder=${option.placeholder ?? ''} .value=${live(value)} @input=${set} aria-invalid=${isWrong ? 'true' : 'false'}></textarea>
          ${isWrong ? html`<span class="fault" role="status">This is not yet a JSON object.</span>` : nothing}
        </label>`;
    }
    return html`
      <label class="field"><span>${label}</span>
        ${input === 'pixels' ? html`<span class="range"><input type="range" min="0" max="32" step="4" .value=${live(value.replace('px', ''))} @input=${(event: Event) => { this.#choose(option, `${(event.target as HTMLInputElement).value}px`); }}><output>${value}</output></span>`
          : input === 'colour' ? html`<span class="colour"><input type="color" .value=${live(value)} @input=${set}><output>${value}</output></span>`
          : html`<input type="text" spellcheck="false" autocomplete="off" placeholder=${option.placeholder ?? ''} .value=${live(value)} @change=${set}>`}
      </label>`;
  }

  #segments(label: string, values: readonly string[], chosen: number, choose: (index: number) => void) {
    return html`
      <span class="segments" role="group" aria-label=${label}>
        ${values.map((value, index) => html`<button type="button" aria-pressed=${index === chosen ? 'true' : 'false'} @click=${() => { choose(index); }}>${value}</button>`)}
      </span>`;
  }

  #code() {
    const all = snippets(this.choices);
    const { code } = all[this.snippet] ?? { code: '' };
    return html`
      <section class="code" aria-label="Code">
        <div class="strip">
          <h2>Code</h2>
          ${this.#segments('Kind', all.map(({ name }) => name), this.snippet, (index) => { this.snippet = index; this.isCopied = false; })}
          <button type="button" class="pill" @click=${() => { void this.#copy(code); }}>${this.isCopied ? 'Copied' : 'Copy'}</button>
        </div>
        <pre tabindex="0" role="region" aria-label="Snippet"><code>${code}</code></pre>
      </section>`;
  }

  #log() {
    return html`
      <section class="events" aria-label="Events">
        <div class="strip"><h2>Events</h2><button type="button" class="pill" ?disabled=${this.entries.length === 0} @click=${() => { this.entries = []; }}>Clear</button></div>
        <div class="log" role="log" aria-label="Events" tabindex="0">
          ${this.entries.length === 0 ? html`<p class="hint">Open the chat: what it tells the page stands here.</p>` : nothing}
          ${this.entries.map(({ at, name, detail }) => html`<p><time>${at}</time><b>${name}</b><code>${detail}</code></p>`)}
        </div>
      </section>`;
  }

  #choose(option: Option, value: string): void {
    this.choices = { ...this.choices, [option.name]: value };
    history.replaceState(null, '', searchOf(this.choices));
    if (option.startsAnew) this.#put();
    else if (this.#chat) apply(this.#chat, this.choices);
  }

  readonly #reset = (): void => {
    this.choices = initialChoices;
    history.replaceState(null, '', location.pathname);
    this.#put();
  };

  /** A new element in the place that its mode asks for. */
  readonly #put = (): void => {
    const page = this.renderRoot.querySelector('iframe')?.contentDocument;
    const place = page?.getElementById('place');
    if (!page || !place) return;
    page.querySelector('foyer-chat')?.remove();
    const mode = this.choices['mode'] ?? 'float';
    page.body.dataset['mode'] = mode;
    const chat = page.createElement('foyer-chat');
    for (const name of told) chat.addEventListener(name, ({ detail }) => { this.#note(name, detail === null ? '' : JSON.stringify(detail)); });
    apply(chat, this.choices);
    (mode === 'float' ? page.body : place).append(chat);
    this.#chat = chat;
    this.hasChat = true;
  };

  #has({ name }: Method): boolean { return this.hasChat && typeof (this.#chat as unknown as Record<string, unknown>)[name] === 'function'; }

  async #call({ name, label, args }: Method): Promise<void> {
    const method = (this.#chat as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>)[name];
    try {
      const result = await method?.apply(this.#chat, [...args]);
      this.#note(label, result === undefined ? 'done' : JSON.stringify(result));
    } catch (error) {
      this.#note(label, error instanceof Error ? error.message : String(error));
    }
    if (name === 'destroy') this.hasChat = false;
  }

  #note(name: string, detail: string): void {
    this.#written += 1;
    const at = new Date().toLocaleTimeString('en-GB');
    this.entries = [{ key: this.#written, at, name, detail: detail === '{}' ? '' : detail }, ...this.entries].slice(0, maxEntries);
  }

  async #copy(code: string): Promise<void> {
    await navigator.clipboard.writeText(code);
    this.isCopied = true;
    setTimeout(() => { this.isCopied = false; }, copiedMs);
  }
}
