import type { FoyerClient, Responses } from '@foyer-chat/widget/headless';
import { ago, dateTime, StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';

const kinds = { visitor: 'Not signed in', customer: 'Customer', staff: 'Staff' } as const;

/** Who the open conversation is with. */
export class VisitorPanel extends LitElement {
  static override properties = { client: { attribute: false }, userId: { attribute: false }, person: { state: true } };
  static override styles = [tokens, css`
    :host { display: block; overflow-y: auto; background: var(--surface); padding: 16px 20px; }
    .who { display: flex; align-items: center; gap: 12px; margin-block-end: 20px; }
    h2 { margin: 0; font-size: 15px; overflow-wrap: anywhere; }
    p { margin: 0; color: var(--text-2); font-size: 14px; }
    h3 { margin: 20px 0 8px; font-size: 13px; color: var(--text-2); }
    dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 6px 16px; margin: 0; font-size: 14px; }
    dt { color: var(--text-2); }
    dd { margin: 0; overflow-wrap: anywhere; }
  `];

  declare client: FoyerClient;
  declare userId: string;
  declare person: Responses['person'] | undefined;
  readonly #presence = new StoreController(this, () => this.client.presence);

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('userId')) return;
    this.person = undefined;
    const { userId } = this;
    this.client.person(userId).then(
      (person) => { if (this.userId === userId) this.person = person; },
      () => { /* the panel stays as it is; the thread says what is wrong with the connection */ },
    );
  }

  override render() {
    if (!this.person) return nothing;
    const { user, createdAt, devices } = this.person;
    const presence = this.#presence.value?.get(user.id) ?? this.person.presence;
    const seen = presence.online ? 'Online' : presence.lastSeenAt === undefined ? 'Not here' : `Last seen ${ago(presence.lastSeenAt, Date.now())}`;
    return html`
      <div class="who">
        <foyer-avatar .name=${user.name} .online=${presence.online}></foyer-avatar>
        <div><h2><bdi>${user.name}</bdi></h2><p>${kinds[user.kind]}</p></div>
      </div>
      <dl>
        <dt>Now</dt><dd>${seen}</dd>
        ${user.email === undefined ? nothing : html`<dt>Email</dt><dd>${user.email}</dd>`}
        <dt>Known since</dt><dd>${dateTime(createdAt)}</dd>
      </dl>
      ${devices && devices.length > 0 ? html`
        <h3>Devices</h3>
        <dl>${devices.map(({ label, lastSeenAt }) => html`<dt>${label || 'Browser'}</dt><dd>${ago(lastSeenAt, Date.now())}</dd>`)}</dl>` : nothing}`;
  }
}
