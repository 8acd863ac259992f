import type { ConversationHandle } from '@foyer-chat/widget/headless';
import { StoreController, tokens } from '@foyer-chat/widget/parts';
import { LitElement, css, html, nothing } from 'lit';

/** Says who else of the team is writing in this conversation right now. */
export class DeskCollision extends LitElement {
  static override properties = { conversation: { attribute: false } };
  static override styles = [tokens, css`
    :host { display: block; background: var(--surface); padding-inline: 20px; }
    p { display: flex; align-items: center; gap: 8px; margin: 0; padding-block: 6px; font-size: 13px; font-weight: 600; color: var(--accent-ink); }
    foyer-avatar { --avatar-size: 20px; }
    @media (max-width: 720px) { :host { padding-inline: 16px; } }
  `];

  declare conversation: ConversationHandle;
  readonly #typing = new StoreController(this, () => this.conversation.typing);
  readonly #snapshot = new StoreController(this, () => this.conversation.snapshot);

  override render() {
    const names = (this.#typing.value ?? []).flatMap((id) => this.#snapshot.value?.people.filter((person) => person.id === id && person.role === 'staff') ?? []).map(({ name }) => name);
    const [name] = names;
    return html`<div role="status">${name === undefined ? nothing : html`<p><foyer-avatar .name=${name}></foyer-avatar>${names.length > 1 ? `${name} and others are replying` : `${name} is replying`}</p>`}</div>`;
  }
}
