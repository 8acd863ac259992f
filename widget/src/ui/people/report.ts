import { LitElement, css, html, nothing } from 'lit';
import type { FoyerClient, Person } from '../../client/api.ts';
import type { TextKey } from '../../locales/en.ts';
import { FoyerError } from '../../protocol/errors.ts';
import * as limits from '../../protocol/limits.ts';
import { reportReasons, type ReportReason } from '../../protocol/reports.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { isBlockedBy } from './strangers.ts';

const labels: Readonly<Record<ReportReason, TextKey>> = { spam: 'reasonSpam', harassment: 'reasonHarassment', other: 'reasonOther' };

/**
 * @tag foyer-report
 * @summary What somebody wants to tell the team about a person, or about one of their messages: why, a few words, and whether to block them as well.
 * @event {CustomEvent<{isSent: boolean}>} foyer-report-end - It was sent, or given up.
 */
export class FoyerReport extends LitElement {
  static override properties = {
    client: { attribute: false }, person: { attribute: false }, conversation: {}, seq: { type: Number },
    reason: { state: true }, isBusy: { state: true }, fault: { state: true },
  };
  static override styles = [tokens, css`
    :host { display: block; }
    form { display: grid; gap: 12px; padding: 16px; }
    h3 { margin: 0; font-size: calc(15 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); overflow-wrap: anywhere; }
    h3:focus-visible { outline: none; }
    p { margin: 0; font-size: calc(13 * var(--px)); line-height: calc(18 * var(--px)); color: var(--text-2); }
    fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
    legend { margin: 0 0 2px; padding: 0; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(20 * var(--px)); color: var(--text-2); }
    .choice { display: flex; align-items: center; gap: 10px; min-block-size: 36px; cursor: pointer; }
    .choice input { flex: none; inline-size: 18px; block-size: 18px; margin: 0; accent-color: var(--accent-ink); }
    .choice span { min-inline-size: 0; overflow-wrap: anywhere; }
    .note { display: grid; gap: 4px; font-size: calc(13 * var(--px)); color: var(--text-2); }
    textarea {
      inline-size: 100%; min-inline-size: 0; min-block-size: 66px; max-block-size: 180px; padding: 8px 12px; border: 1px solid var(--text-3); border-radius: 12px; background: var(--surface); color: var(--text);
      font: inherit; font-size: max(16px, 15 * var(--px)); line-height: 1.4; resize: none; field-sizing: content; overflow-wrap: anywhere;
    }
    textarea:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 0; border-color: transparent; }
    .fault { color: var(--danger); }
    .actions { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }
    button { min-block-size: 40px; padding: 6px 16px; border: 0; border-radius: 20px; background: var(--surface-3); font-weight: 600; }
    .send { background: var(--accent); color: var(--on-accent); }
    .send:hover { background: var(--accent-hover); }
    .send:disabled { background: var(--surface-3); color: var(--text-3); cursor: default; }
    @media (pointer: coarse) { .choice { min-block-size: 44px; } button { min-block-size: 44px; border-radius: 22px; } }
    @media (forced-colors: active) { button { border: 1px solid; } }
  `];

  declare client: FoyerClient | undefined;
  declare person: Pick<Person, 'id' | 'name'>;
  /** Where they were met. */
  declare conversation: string | undefined;
  /** Of the message, where it is about one. */
  declare seq: number | undefined;
  declare reason: ReportReason | undefined;
  declare isBusy: boolean;
  /** Why it could not be sent. */
  declare fault: string | undefined;
  /** What is left to be done after a failure. */
  #isTold = false;
  readonly #me = new StoreController(this, () => this.client?.me);

  constructor() {
    super();
    this.isBusy = false;
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('h3')?.focus(); }); }

  override render() {
    const { name, id } = this.person;
    return html`
      <form @submit=${this.#onSubmit}>
        <h3 id="title" tabindex="-1">${this.seq === undefined ? localize('reportWho', { name }) : localize('reportMessage')}</h3>
        <p>${localize(this.seq === undefined ? 'reportHint' : 'reportMessageHint')}</p>
        <fieldset ?disabled=${this.isBusy}><legend>${localize('reportReason')}</legend>
          ${reportReasons.map((reason) => html`<label class="choice"><input type="radio" name="reason" value=${reason} .checked=${this.reason === reason} @change=${() => { this.reason = reason; }}><span>${localize(labels[reason])}</span></label>`)}
        </fieldset>
        <label class="note">${localize('reportNote')}<textarea rows="2" dir="auto" maxlength=${limits.reportNoteMaxLength} ?disabled=${this.isBusy}></textarea></label>
        ${isBlockedBy(this.#me.value, id) ? nothing : html`<label class="choice"><input type="checkbox" ?disabled=${this.isBusy}><span>${localize('alsoBlock', { name })}</span></label>`}
        ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${localize('actFailed', { code: this.fault })}</p>`}
        <div class="actions">
          <button type="button" ?disabled=${this.isBusy} @click=${() => { this.#end(false); }}>${localize('cancel')}</button>
          <button class="send" type="submit" ?disabled=${this.reason === undefined || this.isBusy}>${localize('sendReport')}</button>
        </div>
      </form>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
  };

  async #send(): Promise<void> {
    const { reason, conversation, seq, person } = this;
    if (reason === undefined || this.isBusy) return;
    const note = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    const isBlocking = this.renderRoot.querySelector<HTMLInputElement>('[type=checkbox]')?.checked ?? false;
    this.isBusy = true;
    this.fault = undefined;
    try {
      const people = (await this.client?.listTools())?.people;
      if (!this.#isTold) {
        await people?.report({ user: person.id, reason, ...(note === '' ? {} : { note }), ...(conversation === undefined ? {} : { conversation }), ...(seq === undefined ? {} : { seq }) });
        this.#isTold = true;
      }
      if (isBlocking) await people?.block(person.id, true);
      this.#end(true);
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
    } finally {
      this.isBusy = false;
    }
  }

  #end(isSent: boolean): void { this.dispatchEvent(new CustomEvent('foyer-report-end', { detail: { isSent } })); }
}
