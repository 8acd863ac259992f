import { limits } from '@foyer-chat/widget/headless';
import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { fieldTime, snoozeChoices } from '../state/snooze-times.ts';

/** A day and an hour of one's own. Says `desk-snooze` with when, in epoch ms. */
export class SnoozeField extends LitElement {
  static override properties = { isPast: { state: true } };
  static override styles = [tokens, controls, css`
    form { display: grid; gap: 16px; }
    .pill { justify-self: start; }
  `];

  declare isPast: boolean;

  override render() {
    const now = Date.now();
    const tomorrow = snoozeChoices(now).find(({ id }) => id === 'tomorrow')?.at ?? now;
    return html`
      <form @submit=${this.#onSubmit} novalidate>
        <label class="field">Come back on<input class="text" type="datetime-local" name="at" required .defaultValue=${fieldTime(tomorrow)} min=${fieldTime(now)} max=${fieldTime(now + limits.snoozeMaxMs)}></label>
        ${this.isPast ? html`<p class="fault" role="alert">Choose a time that is still to come, within a year.</p>` : nothing}
        <p class="hint">It comes back sooner if the visitor writes.</p>
        <button class="pill primary">Snooze</button>
      </form>`;
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const at = new Date(this.renderRoot.querySelector('input')?.value ?? '').getTime();
    this.isPast = !(at > Date.now() && at < Date.now() + limits.snoozeMaxMs);
    if (!this.isPast) this.dispatchEvent(new CustomEvent('desk-snooze', { detail: { at } }));
  };
}
