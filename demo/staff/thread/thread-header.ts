import type { Person, Presence, Summary, User, VisitorPlace } from '@foyer-chat/widget/headless';
import { ago, icons, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../parts/controls.styles.ts';
import { deskIcons } from '../parts/desk-icons.ts';
import type { MenuItem } from '../parts/menu.ts';
import { keyOf } from '../state/keymap.ts';
import { returnTime, snoozeChoices } from '../state/snooze-times.ts';

/** Whom one talks with, whose it is, and what can be done. Says `desk-act` with the id of a command. */
export class ThreadHeader extends LitElement {
  static override properties = {
    name: {}, row: { attribute: false }, visitor: { attribute: false }, presence: { attribute: false }, place: { attribute: false }, me: { attribute: false }, team: { attribute: false },
    isWhoShown: { type: Boolean },
  };
  static override styles = [tokens, controls, css`
    :host { display: flex; align-items: center; gap: 8px; min-block-size: 60px; padding-block: 8px; padding-inline: 20px 12px; border-block-end: 1px solid var(--line); background: var(--surface); }
    .name { flex: 1; min-inline-size: 0; }
    .name > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: -webkit-match-parent; text-align: match-parent; }
    .name p { font-size: 13px; line-height: 18px; color: var(--text-2); }
    .back, .show-who { display: none; }
    @media (max-width: 1240px) { .assign-me { display: none; } }
    @media (max-width: 1080px) { .show-who { display: grid; } desk-menu { --menu-face: 96px; } }
    @media (max-width: 720px) {
      :host { padding-inline: 8px; gap: 0; min-block-size: 56px; padding-block: 4px; }
      .back { display: grid; }
      .wide { display: none; }
      .resolve { min-inline-size: 44px; padding: 0; border-color: transparent; justify-content: center; color: var(--text-2); }
      .resolve span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    }
    @media (min-width: 720.02px) { .narrow { display: none; } }
  `];

  declare name: string;
  declare row: Summary | undefined;
  declare visitor: Person | undefined;
  declare presence: Presence | undefined;
  declare place: VisitorPlace | undefined;
  declare me: User;
  declare team: readonly User[];
  declare isWhoShown: boolean;

  override render() {
    const isResolved = this.row?.state === 'resolved';
    const { row, me } = this;
    const isMine = row?.assignee === me.id;
    return html`
      <button class="round back" aria-label="Back" @click=${() => { this.#act('back'); }}>${icons.back}</button>
      <div class="name"><h2 dir="auto">${this.name}</h2><p>${this.#line()}</p></div>
      ${row ? html`
        ${isMine ? nothing : html`<button class="pill assign-me wide" title=${keyOf('assign-me') ?? nothing} @click=${() => { this.#act('assign-me'); }}>${row.assignee === undefined ? 'Assign to me' : 'Take over'}</button>`}
        <desk-menu class="wide" .label=${`Assigned to ${this.#assignee()}`} .items=${this.#people()} .face=${html`<span>${this.#assigneeShort()}</span>${icons.chevron}`} @desk-choose=${this.#onChoose}></desk-menu>
        <desk-menu class="wide" id="snooze" round .label=${'Snooze'} .items=${this.#times()} .face=${deskIcons.snooze} @desk-choose=${this.#onChoose}></desk-menu>
        <button class="pill resolve" @click=${() => { this.#act('resolve'); }}>${isResolved ? deskIcons.reopen : deskIcons.check}<span>${isResolved ? 'Reopen' : 'Resolve'}</span></button>
        <desk-menu class="narrow" round .label=${'More'} .items=${this.#everything()} .face=${deskIcons.more} @desk-choose=${this.#onChoose}></desk-menu>` : nothing}
      <button class="round show-who" aria-label="Visitor" aria-expanded=${this.isWhoShown ? 'true' : 'false'} @click=${() => { this.#act('visitor'); }}>${deskIcons.person}</button>`;
  }

  /** Opens the choice of times. */
  snooze(): void {
    const menus = [...this.renderRoot.querySelectorAll('desk-menu')].filter((menu) => menu.checkVisibility());
    (menus.find(({ id }) => id === 'snooze') ?? menus[0])?.show();
  }

  #line(): string {
    const until = this.row?.snoozedUntil;
    if (until !== undefined && this.row?.state !== 'resolved') return `Snoozed until ${returnTime(until, Date.now())}`;
    const page = this.place?.page;
    if (this.presence?.online) return page ? `On “${page.title || page.url}” now` : 'Online';
    return this.presence?.lastSeenAt === undefined ? '' : `Last seen ${ago(this.presence.lastSeenAt, Date.now())}`;
  }

  #assignee(): string {
    const id = this.row?.assignee;
    if (id === undefined) return 'nobody';
    return id === this.me.id ? 'you' : this.team.find((person) => person.id === id)?.name ?? 'somebody else';
  }

  #assigneeShort(): string {
    const name = this.#assignee();
    return name === 'nobody' ? 'Nobody' : name === 'you' ? 'You' : name;
  }

  #people(): MenuItem[] {
    const { row, me } = this;
    const key = (id: string): { hint?: string } => { const hint = keyOf(id); return hint === undefined ? {} : { hint }; };
    return [
      { id: 'assign-me', label: `${me.name} (you)`, isChecked: row?.assignee === me.id, ...key('assign-me') },
      ...this.team.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ id: `assign:${id}`, label: name, isChecked: row?.assignee === id })),
      { id: 'assign-nobody', label: 'Nobody', isChecked: row?.assignee === undefined, ...key('assign-nobody') },
    ];
  }

  #times(): MenuItem[] {
    const now = Date.now();
    return [
      ...(this.row?.snoozedUntil === undefined ? [] : [{ id: 'wake', label: 'Do not snooze any more' }]),
      ...snoozeChoices(now).map(({ id, label, at }) => ({ id: `snooze:${id}`, label, hint: returnTime(at, now) })),
      { id: 'snooze:pick', label: 'Pick a time' },
    ];
  }

  /** On a phone: one list for what has a place of its own elsewhere. */
  #everything(): MenuItem[] {
    return [
      ...this.#people().map((item): MenuItem => ({ id: item.id, label: `Assign to ${item.id === 'assign-nobody' ? 'nobody' : item.label}`, icon: deskIcons.people, ...(item.isChecked ? { isChecked: true } : {}) })),
      ...this.#times().map((item) => ({ ...item, label: item.id === 'wake' ? item.label : `Snooze: ${item.label.toLowerCase()}`, icon: deskIcons.snooze })),
    ];
  }

  readonly #onChoose = (event: CustomEvent<{ id: string }>): void => { this.#act(event.detail.id); };
  #act(id: string): void { this.dispatchEvent(new CustomEvent('desk-act', { detail: { id }, bubbles: true, composed: true })); }
}
