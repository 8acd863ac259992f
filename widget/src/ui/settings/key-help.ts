import { LitElement, css, html, nothing } from 'lit';
import type { TextKey } from '../../locales/en.ts';
import { bar } from '../chat/bar.ts';
import { barStyles } from '../chat/bar.styles.ts';
import type { PreferenceStore } from '../chat/preferences.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import { tokens } from '../tokens.styles.ts';
import { sectionStyles } from './settings.styles.ts';

/** Keys that are pressed together; those with a text are called what the reader's keyboard calls them. */
type Chord = readonly (TextKey | '↑' | '↓' | '?' | 'F6' | 'F10' | 'Ctrl')[];
interface Line { chords: readonly Chord[]; text: TextKey }

const upAndDown: readonly Chord[] = [['↑'], ['↓']];
const actions: readonly Chord[] = [['keyMenu'], ['keyShift', 'F10']];

const help: Line = { chords: [['?']], text: 'keyHelp' };
const messages: readonly Line[] = [
  { chords: [['F6']], text: 'keyToField' },
  { chords: [...upAndDown, ['keyPageUp'], ['keyPageDown']], text: 'keyMove' },
  { chords: [['keyHome'], ['keyEnd']], text: 'keyFar' },
  { chords: [['keyEnter'], ...actions], text: 'keyActions' },
];
const editLast: Line = { chords: [['↑']], text: 'keyEditLast' };
const enterSends: readonly Line[] = [{ chords: [['keyEnter']], text: 'send' }, { chords: [['keyShift', 'keyEnter']], text: 'keyNewLine' }, editLast];
const enterBreaks: readonly Line[] = [{ chords: [['Ctrl', 'keyEnter']], text: 'send' }, { chords: [['keyEnter']], text: 'keyNewLine' }, editLast];
const chats: readonly Line[] = [
  { chords: [...upAndDown, ['keyHome'], ['keyEnd']], text: 'keyMoveChats' },
  { chords: [['keyEnter']], text: 'keyOpenChat' },
  { chords: actions, text: 'keyActionsChat' },
];
const everywhere: readonly Line[] = [{ chords: [['keyEscape']], text: 'keyClose' }];

/**
 * @tag foyer-key-help
 * @summary The layer of the panel that lists its keys, as they are set.
 * @event foyer-back - One layer less was asked for.
 * @event foyer-dismiss - Closing was asked for.
 */
export class FoyerKeyHelp extends LitElement {
  static override properties = { preferences: { attribute: false }, canClose: { type: Boolean } };
  static override styles = [tokens, barStyles, sectionStyles, css`
    :host { display: flex; flex-direction: column; min-block-size: 0; background: var(--surface); }
    .keys { flex: 1; min-block-size: 0; display: grid; gap: 24px; align-content: start; overflow-y: auto; overscroll-behavior: contain; padding: 8px 20px 20px; scrollbar-width: thin; }
    .keys:focus-visible { outline-offset: -2px; }
    dl { margin: 0; }
    .line { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 6px 16px; min-block-size: 44px; padding: 8px 16px; }
    dt { flex: 1 1 min-content; min-inline-size: 55%; overflow-wrap: anywhere; }
    dd { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 0; }
    .chord { display: flex; align-items: center; gap: 4px; }
    kbd {
      padding: 1px 7px; min-inline-size: calc(24 * var(--px)); border: 1px solid var(--line); border-block-end-width: 2px; border-radius: 6px; background: var(--surface-2); font: inherit;
      font-size: calc(13 * var(--px)); line-height: calc(20 * var(--px)); text-align: center; white-space: nowrap;
    }
  `];

  declare preferences: PreferenceStore | undefined;
  /** There is no launcher in sight that closes the panel. */
  declare canClose: boolean;
  readonly #chosen = new StoreController(this, () => this.preferences);

  constructor() {
    super();
    this.canClose = false;
  }

  override focus(): void { this.renderRoot.querySelector<HTMLElement>('.keys')?.focus(); }

  override render() {
    const { isEnterSending = true, hasSingleKeys = true } = this.#chosen.value ?? {};
    return html`
      ${bar({ title: localize('showKeys'), hasBack: true, canClose: this.canClose, ask: (type) => { this.dispatchEvent(new CustomEvent(type)); } })}
      <div class="keys" tabindex="0" role="region" aria-label=${localize('showKeys')}>
        ${section('messages', hasSingleKeys ? [...messages, help] : messages)}
        ${section('writeMessage', isEnterSending ? enterSends : enterBreaks)}
        ${section('chats', chats)}
        ${section('keysEverywhere', everywhere)}
      </div>`;
  }
}

const section = (title: TextKey, lines: readonly Line[]) => html`
  <section aria-labelledby=${title}>
    <h3 id=${title}>${localize(title)}</h3>
    <dl class="group">${lines.map(({ chords, text }) => html`
      <div class="line"><dt>${localize(text)}</dt><dd>${chords.map(chord)}</dd></div>`)}
    </dl>
  </section>`;

const chord = (keys: Chord) => html`<span class="chord">${keys.map((key, index) => html`${index > 0 ? html`<span aria-hidden="true">+</span>` : nothing}<kbd>${isText(key) ? localize(key) : key}</kbd>`)}</span>`;

const isText = (key: Chord[number]): key is TextKey & `key${string}` => key.startsWith('key');
