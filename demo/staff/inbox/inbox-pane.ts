import { deskCount, inDeskList, type DeskList, type DeskTools, type FoyerClient, type Summary } from '@foyer-chat/widget/headless';
import { listIcons, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { deskIcons } from '../parts/desk-icons.ts';
import { views } from '../state/views.ts';

const faces: Partial<Record<DeskList, unknown>> = { snoozed: deskIcons.snooze, resolved: deskIcons.check };
const nearEndPx = 200;

/** The conversations of the site, one list at a time. Says `desk-view` with a list, `foyer-pick` with a conversation, `desk-act`. */
export class DeskInbox extends LitElement {
  static override properties = { client: { attribute: false }, tools: { attribute: false }, view: {}, current: {} };
  static override styles = [tokens, controls, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
    .head { display: flex; align-items: center; gap: 4px; min-block-size: 60px; padding-inline: 16px 8px; }
    .head h1 { flex: 1; }
    .views { display: flex; gap: 2px; padding-block: 0 10px; padding-inline: 8px; border-block-end: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; }
    .views button {
      display: inline-flex; align-items: center; gap: 5px; min-block-size: 30px; padding: 0 7px; border: 0; border-radius: 15px; background: none; color: var(--text-2);
      font-size: 13px; font-weight: 500; white-space: nowrap; font-variant-numeric: tabular-nums;
    }
    .views button:hover { color: var(--text); }
    .views button[aria-pressed='true'] { background: var(--surface-3); color: var(--text); font-weight: 600; }
    .views span { font-weight: 400; color: var(--text-2); }
    .views svg { inline-size: 16px; block-size: 16px; }
    .views button:not(.glyph) + .glyph { margin-inline-start: auto; }
    foyer-conversation-list { flex: 1; min-block-size: 0; }
    .more { margin: 8px auto; }
    @media (pointer: coarse), (max-width: 720px) { .views button { min-block-size: 44px; min-inline-size: 44px; border-radius: 22px; justify-content: center; padding-inline: 10px; } }
    @media (forced-colors: active) { .views button[aria-pressed='true'] { outline: 2px solid Highlight; outline-offset: -2px; } }
  `];

  declare client: FoyerClient;
  declare tools: DeskTools | undefined;
  declare view: DeskList;
  declare current: string | undefined;
  readonly #desk = new StoreController(this, () => this.client.desk);
  readonly #presence = new StoreController(this, () => this.client.presence);
  readonly #typing = new StoreController(this, () => this.client.typing);
  readonly #me = new StoreController(this, () => this.client.me);
  readonly #more = new StoreController(this, () => this.tools?.more);

  override render() {
    const desk = this.#desk.value;
    const me = this.#me.value;
    if (!desk || !me) return nothing;
    return html`
      <div class="head">
        <h1>Inbox</h1>
        <button class="round" aria-label="Search" title="Search" @click=${() => { this.#act('search'); }}>${listIcons.search}</button>
        <button class="round" aria-label="Start a chat" title="Start a chat" @click=${() => { this.#act('people'); }}>${deskIcons.plus}</button>
      </div>
      <div class="views" role="group" aria-label="Show">${views.map(({ id, label }) => this.#tab(id, label, deskCount(desk.counts, id, me.id)))}</div>
      ${this.#list(desk.conversations.filter((summary) => inDeskList(summary, this.view, me.id)), me.id, !desk.loaded)}`;
  }

  #tab(id: DeskList, label: string, count: number) {
    const face = faces[id];
    const number = count > 999 ? '999+' : String(count);
    return html`
      <button class=${face ? 'glyph' : ''} aria-pressed=${this.view === id ? 'true' : 'false'} aria-label="${label} ${count}" title=${face ? label : nothing} @click=${() => { this.#show(id); }}>
        ${face ?? label}${face && count === 0 ? nothing : html` <span>${number}</span>`}
      </button>`;
  }

  #list(conversations: readonly Summary[], me: string, isLoading: boolean) {
    const hasMore = this.#more.value?.[this.view] === true;
    if (conversations.length === 0 && !hasMore && !isLoading) return html`<p class="empty">${views.find(({ id }) => id === this.view)?.empty}</p>`;
    return html`
      <foyer-conversation-list .conversations=${conversations} .presence=${this.#presence.value ?? new Map()} .typing=${this.#typing.value ?? new Map()} .me=${me} .isStaff=${true} .isLoading=${isLoading} .current=${this.current} @scroll=${this.#onScroll}></foyer-conversation-list>
      ${hasMore ? html`<button class="pill more" @click=${this.#loadMore}>Show more</button>` : nothing}`;
  }

  readonly #onScroll = (event: Event): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget as HTMLElement;
    if (scrollHeight - scrollTop - clientHeight < nearEndPx && this.#more.value?.[this.view]) this.#loadMore();
  };

  readonly #loadMore = (): void => { void this.tools?.loadMore(this.view).catch(() => undefined); };
  #show(view: DeskList): void { this.dispatchEvent(new CustomEvent('desk-view', { detail: { view } })); }
  #act(id: string): void { this.dispatchEvent(new CustomEvent('desk-act', { detail: { id }, bubbles: true, composed: true })); }
}
