import { tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { keymap, keyName } from '../state/keymap.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);
const always = [
  { keys: [isApple ? '⌘ K' : 'Ctrl K'], label: 'Commands and conversations' },
  { keys: ['Esc'], label: 'Leave the field, close what is open' },
];

/** The keyboard map. */
export class ShortcutHelp extends LitElement {
  static override properties = { areOn: { type: Boolean } };
  static override styles = [tokens, controls, css`
    section + section { margin-block-start: 20px; }
    dl { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px 16px; margin: 8px 0 0; align-items: center; }
    dd { display: flex; gap: 4px; margin: 0; justify-self: end; }
    .hint { margin-block-start: 20px; }
  `];

  declare areOn: boolean;

  override render() {
    const groups = [...new Set(keymap.map(({ group }) => group))];
    return html`
      ${groups.map((group) => html`
        <section><h3>${group}</h3>
          <dl>${keymap.filter((entry) => entry.group === group).map(({ keys, label }) => html`<dt>${label}</dt><dd>${keys.map((key) => html`<kbd>${keyName(key)}</kbd>`)}</dd>`)}</dl>
        </section>`)}
      <section><h3>Everywhere</h3><dl>${always.map(({ keys, label }) => html`<dt>${label}</dt><dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd>`)}</dl></section>
      <p class="hint">${this.areOn ? 'Single keys work while no field has the focus. Settings turn them off.' : 'Single keys are turned off in the settings.'}</p>`;
  }
}
