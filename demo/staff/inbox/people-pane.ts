import type { FoyerClient, User } from '@foyer-chat/widget/headless';
import { StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../parts/controls.styles.ts';
import { languageName } from '../visitor/names.ts';

/** Who is on the site now and where. Says `desk-visitor` with whom to talk to. */
export class DeskPeople extends LitElement {
  static override properties = { client: { attribute: false }, current: {} };
  static override styles = [tokens, controls, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
    section { display: flex; flex-direction: column; flex: 1; min-block-size: 0; }
    .head { display: flex; align-items: center; gap: 8px; min-block-size: 60px; padding-inline: 16px; border-block-end: 1px solid var(--line); }
    .head span { color: var(--text-2); font-variant-numeric: tabular-nums; }
    ul { flex: 1; min-block-size: 0; overflow-y: auto; list-style: none; margin: 0; padding: 0; }
    button { display: grid; grid-template-columns: 40px minmax(0, 1fr) auto; column-gap: 12px; align-items: center; inline-size: 100%; min-block-size: 64px; padding: 10px 16px; border: 0; background: none; text-align: start; }
    button:hover { background: var(--surface-2); }
    button:focus-visible { outline-offset: -2px; }
    button[aria-current] { background: var(--own); }
    .main { display: grid; min-inline-size: 0; }
    .main > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .name { font-weight: 600; }
    .where { font-size: 14px; color: var(--text-2); }
    .chat { font-size: 13px; font-weight: 600; color: var(--accent-ink); }
  `];

  declare client: FoyerClient;
  /** The visitor of the conversation that is open. */
  declare current: string | undefined;
  readonly #desk = new StoreController(this, () => this.client.desk);
  readonly #presence = new StoreController(this, () => this.client.presence);

  override render() {
    const visitors = (this.#desk.value?.visitors ?? []).filter(({ id }) => this.#presence.value?.get(id)?.online);
    return html`
      <section aria-label="On the site now">
        <div class="head"><h1>On the site now</h1><span>${visitors.length}</span></div>
        ${visitors.length === 0 ? html`<p class="empty">Nobody is on the site. Visitors stand here while they have the chat open.</p>`
          : html`<ul role="list" aria-label="Visitors">${repeat(visitors, ({ id }) => id, (visitor) => html`<li>${this.#visitor(visitor)}</li>`)}</ul>`}
      </section>`;
  }

  #visitor({ id, name }: User) {
    const place = this.#desk.value?.places.get(id);
    const isOpen = this.current === id;
    const where = [place?.page?.title || place?.page?.url, place?.language === undefined ? undefined : languageName(place.language)].filter(Boolean).join(' · ');
    return html`
      <button aria-current=${isOpen ? 'true' : nothing} @click=${() => { this.dispatchEvent(new CustomEvent('desk-visitor', { detail: { visitor: id } })); }}>
        <foyer-avatar .name=${name} .online=${true}></foyer-avatar>
        <span class="main"><bdi class="name">${name}</bdi><bdi class="where">${where || 'Online'}</bdi></span>
        <span class="chat">${isOpen ? '' : 'Chat'}</span>
      </button>`;
  }
}
