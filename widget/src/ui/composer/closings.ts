import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { ConversationHandle, Timeline } from '../../client/api.ts';
import { localize } from '../localize-screen.ts';
import { StoreController } from '../store-controller.ts';
import type { FoyerComposer } from './composer.ts';

type Closed = NonNullable<FoyerComposer['closed']>;

/** What stands in the place of a field in which nothing can be written, and a word where what is written is not taken. */
export class Closings {
  readonly #conversation: () => ConversationHandle | undefined;
  readonly #timeline: StoreController<Timeline>;

  constructor(host: ReactiveControllerHost, conversation: () => ConversationHandle | undefined) {
    this.#conversation = conversation;
    this.#timeline = new StoreController(host, () => (conversation()?.snapshot.value?.kind === 'direct' ? conversation()?.timeline : undefined));
  }

  notice(closed: Closed) {
    if (closed === 'apart') return html`<foyer-apart-notice part="composer" .conversation=${this.#conversation()}></foyer-apart-notice>`;
    const text = { 'blocked': 'composerBlocked', 'closed': 'composerClosed', 'signed-out': 'composerSignedOut', 'admins': 'composerAdmins' } as const;
    return html`<p class="notice" part="composer" role="status">${localize(text[closed])}</p>`;
  }

  /** The other one takes no messages: said as long as nothing that was written since has arrived. */
  refusal() {
    const items = this.#timeline.value?.items ?? [];
    const refused = items.findLast(({ error }) => error === 'forbidden' || error === 'out-of-reach');
    const arrived = items.findLast(({ own, message }) => own && message.seq > 0);
    if (!refused || (arrived?.message.at ?? 0) > refused.message.at) return nothing;
    return html`<p class="hint" role="status">${localize(refused.error === 'forbidden' ? 'takesNone' : 'knownOnly')}</p>`;
  }
}
