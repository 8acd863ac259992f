import { LitElement, css, html } from 'lit';
import { localize } from '../localize-screen.ts';
import { PressOutside } from '../press-outside.ts';
import { tokens } from '../tokens.styles.ts';
import { emojiGroups } from './emoji-data.ts';

/**
 * @tag foyer-emoji-picker
 * @summary Emoji in groups. One tab stop for the groups and one for the emoji, each with arrow keys; the system draws them, and a screen reader knows their names.
 * @event {CustomEvent<{emoji: string}>} foyer-emoji - One was chosen.
 * @event foyer-emoji-close - Enough.
 */
export class FoyerEmojiPicker extends LitElement {
  static override properties = { opener: { attribute: false }, reached: { state: true }, reachedGroup: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; }
    .picker { border: 1px solid var(--line); border-radius: 16px; background: var(--surface); box-shadow: var(--shadow); overflow: hidden; }
    .groups { display: flex; gap: 2px; padding: 6px; border-block-end: 1px solid var(--line); }
    .groups button { flex: 1 1 0; }
    .emojis { position: relative; block-size: 232px; overflow-y: auto; overscroll-behavior: contain; padding: 0 8px 8px; scrollbar-width: thin; }
    section { content-visibility: auto; contain-intrinsic-block-size: auto 240px; }
    h3 { margin: 0; padding: 10px 4px 4px; font-size: calc(13 * var(--px)); font-weight: 600; line-height: calc(18 * var(--px)); color: var(--text-2); }
    .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(36px, 1fr)); }
    button { min-inline-size: 0; block-size: 36px; padding: 0; border: 0; border-radius: 10px; background: none; font-size: 22px; line-height: 1; }
    /* Some have a plain sign in the fonts for text, too. */
    button { font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif; font-variant-emoji: emoji; }
    .groups button { font-size: 18px; }
    button:hover, button:focus-visible { background: var(--surface-3); }
    button:focus-visible { outline-offset: -2px; }
    @keyframes pop { from { opacity: 0; scale: 0.98; } }
    @media (prefers-reduced-motion: no-preference) { .picker { animation: pop 120ms ease-out; } }
  `];

  /** What opened it closes it by itself. */
  declare opener: EventTarget | null;
  /** The emoji that the Tab key reaches. */
  declare reached: string;
  /** And the group, by its place. */
  declare reachedGroup: number;

  constructor() {
    super();
    this.opener = null;
    this.reached = emojiGroups[0]?.emojis[0] ?? '';
    this.reachedGroup = 0;
    this.addController(new PressOutside(this, () => { this.#tell('foyer-emoji-close'); }, () => this.opener));
  }

  override focus(): void { void this.updateComplete.then(() => { this.renderRoot.querySelector<HTMLElement>('.grid [tabindex="0"]')?.focus({ preventScroll: true }); }); }

  override render() {
    return html`
      <div class="picker" role="dialog" aria-label=${localize('emoji')} @keydown=${this.#onKey}>
        <div class="groups" role="toolbar" aria-label=${localize('emojiGroups')}>${emojiGroups.map(({ name, emojis }, index) => html`
          <button tabindex=${index === this.reachedGroup ? 0 : -1} @focus=${() => { this.reachedGroup = index; }} aria-label=${localize(name)} title=${localize(name)} @click=${() => { this.#show(index); }}>${emojis[0]}</button>`)}
        </div>
        <div class="emojis">${emojiGroups.map(({ name, emojis }) => html`
          <section aria-labelledby=${name}>
            <h3 id=${name}>${localize(name)}</h3>
            <div class="grid">${emojis.map((emoji) => html`
              <button tabindex=${emoji === this.reached ? 0 : -1} @focus=${() => { this.reached = emoji; }} @click=${() => { this.#tell('foyer-emoji', { emoji }); }}>${emoji}</button>`)}
            </div>
          </section>`)}
        </div>
      </div>`;
  }

  #show(index: number): void {
    const scroller = this.renderRoot.querySelector('.emojis');
    const section = scroller?.children[index] as HTMLElement | undefined;
    if (scroller && section) scroller.scrollTop = section.offsetTop;
    section?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const current = event.target as HTMLElement;
    const isGroup = current.parentElement?.classList.contains('groups') ?? false;
    const buttons = Array.from(this.renderRoot.querySelectorAll<HTMLElement>(isGroup ? '.groups button' : '.grid button'));
    const at = buttons.indexOf(current);
    const forward = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const next = {
      ArrowRight: buttons[at + forward], ArrowLeft: buttons[at - forward], ArrowDown: below(buttons, at, 1), ArrowUp: below(buttons, at, -1), Home: buttons[0], End: buttons.at(-1),
    }[event.key];
    if (event.key === 'Escape') this.#tell('foyer-emoji-close');
    else if (next) next.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #tell(type: string, detail: object = {}): void { this.dispatchEvent(new CustomEvent(type, { detail })); }
}

/** The one nearest across in the next row, or in the one before. */
function below(buttons: readonly HTMLElement[], at: number, step: 1 | -1): HTMLElement | undefined {
  const { left, top } = buttons[at]?.getBoundingClientRect() ?? { left: 0, top: 0 };
  let nearest: HTMLElement | undefined;
  let rowTop: number | undefined;
  for (let index = at + step; index >= 0 && index < buttons.length; index += step) {
    const button = buttons[index] as HTMLElement;
    const box = button.getBoundingClientRect();
    if (box.top === top) continue;
    rowTop ??= box.top;
    if (box.top !== rowTop) break;
    if (!nearest || Math.abs(box.left - left) < Math.abs(nearest.getBoundingClientRect().left - left)) nearest = button;
  }
  return nearest;
}
