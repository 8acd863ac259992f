import type { DeskTools, Report, User } from '@foyer-chat/widget/headless';
import { ago, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { controls } from '../parts/controls.styles.ts';
import { deskIcons } from '../parts/desk-icons.ts';
import type { DeskActions } from '../state/actions.ts';

const reasons = { spam: 'Spam', harassment: 'Harassment', other: 'Something else' } as const;

/** What visitors have told the team about others, until somebody has handled it. Says `desk-visitor` with whom to talk to. */
export class DeskReportsPane extends LitElement {
  static override properties = { tools: { attribute: false }, actions: { attribute: false } };
  static override styles = [tokens, controls, css`
    :host { display: block; overflow-y: auto; background: var(--surface); }
    .page { max-inline-size: 720px; margin-inline: auto; padding: 24px 20px 40px; }
    .head { margin-block-end: 16px; }
    h1:focus-visible { outline: none; }
    ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 12px; }
    article { display: grid; gap: 12px; padding: 16px; border: 1px solid var(--line); border-radius: var(--r-card); }
    header { display: grid; grid-template-columns: 40px minmax(0, 1fr) auto; gap: 2px 12px; align-items: center; }
    h2 { overflow-wrap: anywhere; }
    header p { font-size: 13px; line-height: 18px; color: var(--text-2); overflow-wrap: anywhere; }
    .chip { padding: 1px 8px; border-radius: 10px; background: var(--surface-3); font-size: 12px; font-weight: 600; line-height: 18px; white-space: nowrap; }
    .chip.blocked { background: color-mix(in oklab, var(--danger) 14%, transparent); color: var(--danger); }
    header > .chip { align-self: start; margin-block-start: 1px; }
    blockquote { margin: 0; padding: 8px 14px; border-radius: 12px; background: var(--surface-3); max-block-size: 240px; overflow-y: auto; white-space: pre-wrap; overflow-wrap: anywhere; scrollbar-width: thin; }
    .note { white-space: pre-wrap; overflow-wrap: anywhere; }
    .note b { font-weight: 600; }
    .buttons { display: flex; flex-wrap: wrap; gap: 8px; }
    .more { display: flex; margin: 16px auto 0; }
    .wait i { display: block; block-size: 120px; margin-block: 12px; border-radius: 12px; background: var(--surface-3); opacity: 0; animation: appear 1ms 200ms forwards; }
    @keyframes appear { to { opacity: 1; } }
    @media (max-width: 720px) { .page { padding: 16px 12px 32px; } header > .chip { grid-column: 2; justify-self: start; } }
    @media (forced-colors: active) { .chip { border: 1px solid; } blockquote { border: 1px solid; } }
  `];

  declare tools: DeskTools | undefined;
  declare actions: DeskActions;
  readonly #reports = new StoreController(this, () => this.tools?.reports.state);

  override render() {
    const { reports = [], hasOlder = false, loaded = false } = this.#reports.value ?? {};
    return html`
      <div class="page">
        <div class="head"><h1 tabindex="-1">Reports</h1><p class="hint">What visitors say of each other. Nobody else sees it. What is not handled is forgotten after 30 days.</p></div>
        ${!loaded ? html`<div class="wait" role="status"><span class="hidden-text">Loading</span><i></i><i></i></div>`
          : reports.length === 0 ? html`<p class="empty">Nothing is reported. What visitors report comes in by itself.</p>`
            : html`<ul role="list" aria-label="Reports">${repeat(reports, ({ id }) => id, (report) => html`<li>${this.#report(report)}</li>`)}</ul>`}
        ${hasOlder ? html`<button class="pill more" @click=${() => { void this.tools?.reports.loadOlder().catch(() => undefined); }}>Show more</button>` : nothing}
      </div>`;
  }

  #report(report: Report) {
    const { id, at, reporter, reported, reason, note, text } = report;
    const isBlocked = reported.blocked === true;
    return html`
      <article aria-labelledby="r-${id}">
        <header>
          <foyer-avatar .name=${reported.name}></foyer-avatar>
          <div>
            <h2 id="r-${id}"><bdi>${reported.name}</bdi>${isBlocked ? html` <span class="chip blocked">Blocked</span>` : nothing}</h2>
            <p>Reported by <bdi>${reporter.name}</bdi>, <time datetime=${new Date(at).toISOString()}>${ago(at, Date.now())}</time>${this.#place(report)}</p>
          </div>
          <span class="chip">${reasons[reason]}</span>
        </header>
        ${text === undefined || text === '' ? nothing : html`<blockquote dir="auto" tabindex="0" aria-label="The message">${text}</blockquote>`}
        ${note === undefined ? nothing : html`<p class="note"><b><bdi>${reporter.name}</bdi>:</b> <span dir="auto">${note}</span></p>`}
        <div class="buttons">
          <button class="pill primary" @click=${() => { void this.#handle(report); }}>${deskIcons.check}Handled</button>
          <button class="pill ${isBlocked ? '' : 'danger'}" @click=${() => { void this.actions.block(reported, !isBlocked); }}>${isBlocked ? 'Unblock' : 'Block'}</button>
          ${this.#chat(reported, 'Chat')}
          ${this.#chat(reporter, 'Chat with reporter')}
        </div>
      </article>`;
  }

  #place({ place }: Report) {
    if (!place) return nothing;
    return place.kind === 'group' ? html`, in “<bdi>${place.title}</bdi>”` : html`, in their chat`;
  }

  #chat({ id, name }: User, label: string) {
    return html`<button class="pill" aria-label="${label}: ${name}" @click=${() => { this.dispatchEvent(new CustomEvent('desk-visitor', { detail: { visitor: id }, bubbles: true, composed: true })); }}>${label}</button>`;
  }

  /** It goes, and with it what had the focus. */
  async #handle(report: Report): Promise<void> {
    await this.actions.handle(report);
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }
}
