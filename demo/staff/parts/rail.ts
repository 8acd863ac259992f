import type { User } from '@foyer-chat/widget/headless';
import { icons, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import type { Section } from '../state/route.ts';
import { deskIcons } from './desk-icons.ts';

const places = [
  { section: 'inbox', label: 'Inbox', icon: icons.chat },
  { section: 'people', label: 'On the site now', icon: deskIcons.people },
  { section: 'reports', label: 'Reports', icon: deskIcons.flag },
  { section: 'replies', label: 'Saved replies', icon: deskIcons.bolt },
] as const;
/** What a count is of. */
const says: Partial<Record<Section, string>> = { inbox: 'unread', people: 'here', reports: 'open' };

/** The places of the desk: a column at the side, a bar at the bottom of a phone. Says `desk-go` with a section, and `desk-help`. */
export class DeskRail extends LitElement {
  static override properties = { me: { attribute: false }, section: {}, unread: { type: Number }, here: { type: Number }, reports: { type: Number } };
  static override styles = [tokens, css`
    :host { display: block; background: var(--surface-2); }
    nav { display: flex; flex-direction: column; align-items: center; gap: 8px; block-size: 100%; padding: 12px 8px; }
    foyer-avatar { --avatar-size: 28px; margin-block-end: 8px; }
    button { position: relative; display: grid; place-items: center; inline-size: 40px; block-size: 40px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--text-2); }
    button:hover { background: var(--surface-3); color: var(--text); }
    button[aria-current] { background: var(--surface-3); color: var(--accent-ink); }
    .gap { flex: 1; }
    .count {
      position: absolute; inset-block-start: 1px; inset-inline-end: 1px; min-inline-size: 16px; padding-inline: 4px; border-radius: 8px; background: var(--accent); color: var(--on-accent);
      font-size: 11px; font-weight: 600; line-height: 16px; box-shadow: 0 0 0 2px var(--surface-2); font-variant-numeric: tabular-nums;
    }
    .count.quiet { background: var(--surface-3); color: var(--text-2); }
    @media (max-width: 720px) {
      nav { flex-direction: row; justify-content: space-around; padding: 4px 8px max(4px, env(safe-area-inset-bottom)); }
      foyer-avatar, .gap, .wide { display: none; }
      button { inline-size: 56px; block-size: 48px; }
      .count { inset-inline-end: 10px; inset-block-start: 4px; }
    }
  `];

  declare me: User;
  declare section: Section;
  declare unread: number;
  declare here: number;
  /** How many wait. As long as there are none, their place is not shown. */
  declare reports: number;

  override render() {
    return html`
      <nav aria-label="Desk">
        <foyer-avatar .name=${this.me.name}></foyer-avatar>
        ${places.filter(({ section }) => section !== 'reports' || this.reports > 0 || this.section === section).map(({ section, label, icon }) => this.#place(section, label, icon))}
        <span class="gap"></span>
        <button class="wide" aria-label="Keyboard shortcuts" title="Keyboard shortcuts" @click=${this.#onHelp}>${deskIcons.keyboard}</button>
        ${this.#place('settings', 'Settings', deskIcons.gear)}
      </nav>`;
  }

  #place(section: Section, label: string, icon: unknown) {
    const count = { inbox: this.unread, people: this.here, reports: this.reports, replies: 0, settings: 0 }[section];
    return html`
      <button aria-current=${section === this.section ? 'page' : nothing} aria-label=${count > 0 ? `${label}, ${count} ${says[section] ?? ''}` : label} title=${label} @click=${() => { this.#go(section); }}>
        ${icon}${count > 0 ? html`<span class="count ${section === 'people' ? 'quiet' : ''}" aria-hidden="true">${count > 99 ? '99+' : count}</span>` : nothing}
      </button>`;
  }

  #go(section: Section): void { this.dispatchEvent(new CustomEvent('desk-go', { detail: { section }, bubbles: true, composed: true })); }
  readonly #onHelp = (): void => { this.dispatchEvent(new Event('desk-help', { bubbles: true, composed: true })); };
}
