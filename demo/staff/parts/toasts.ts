import { Store, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';

export interface Toast { text: string; undo?: () => void }

const shownMs = 5_000;

/** What has just been done, one at a time, and how to take it back. */
export class Toasts {
  readonly current = new Store<Toast | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(toast: Toast): void {
    this.current.set(toast);
    this.resume();
  }

  /** While it is pointed at or has the focus, it stays. */
  pause(): void { clearTimeout(this.#timer); }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.current.set(undefined); }, shownMs);
  }

  undo(): void {
    const { undo } = this.current.value ?? {};
    this.clear();
    undo?.();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.current.set(undefined);
  }
}

/** Shows the latest of them over the desk. */
export class DeskToast extends LitElement {
  static override properties = { toasts: { attribute: false } };
  static override styles = [tokens, css`
    :host { position: fixed; z-index: 9; inset-block-end: 20px; inset-inline: 72px 16px; display: grid; justify-items: start; pointer-events: none; }
    .toast {
      display: flex; align-items: center; gap: 8px; max-inline-size: min(480px, 100%); min-block-size: 44px; padding-block: 4px; padding-inline: 18px 8px; border-radius: 22px; pointer-events: auto;
      background: light-dark(#1a1b1c, #f1f1ef); color: light-dark(#fff, #17181a); box-shadow: var(--shadow); font-size: 14px; animation: rise 150ms ease-out;
    }
    .toast:not(:has(button)) { padding-inline-end: 18px; }
    span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    button { min-block-size: 36px; padding: 0 12px; border: 0; border-radius: 18px; background: none; font-weight: 600; color: inherit; text-decoration: underline; text-underline-offset: 3px; }
    button:hover { background: rgb(127 127 127 / 0.3); }
    button:focus-visible { outline-color: currentColor; outline-offset: -2px; }
    @keyframes rise { from { transform: translateY(8px); opacity: 0; } }
    @media (max-width: 720px) { :host { inset-block: 68px auto; inset-inline: 16px; justify-items: center; } button { min-block-size: 44px; } }
    @media (prefers-reduced-motion: reduce) { .toast { animation: none; } }
    @media (forced-colors: active) { .toast { border: 1px solid; } }
  `];

  declare toasts: Toasts;
  readonly #current = new StoreController(this, () => this.toasts.current);

  override render() {
    const toast = this.#current.value;
    return html`<div role="status">${toast ? html`
      <div class="toast" @pointerenter=${this.#pause} @pointerleave=${this.#resume} @focusin=${this.#pause} @focusout=${this.#resume}>
        <span>${toast.text}</span>${toast.undo ? html`<button @click=${this.#undo}>Undo</button>` : nothing}
      </div>` : nothing}</div>`;
  }

  readonly #pause = (): void => { this.toasts.pause(); };
  readonly #resume = (): void => { if (this.toasts.current.value) this.toasts.resume(); };
  readonly #undo = (): void => { this.toasts.undo(); };
}
