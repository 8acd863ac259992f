import { html } from 'lit';
import type { ConversationHandle, EventsHandle } from '../../../client/api.ts';
import { until } from '../../../client/until.ts';
import { localize } from '../../localize-screen.ts';
import type { FoyerThread } from '../thread.ts';
import type { Aside } from '../thread-rows.ts';
import { eventLines, eventTextKey } from './event-lines.ts';
import { surroundingClient } from './surrounding-client.ts';

interface EventsParts {
  host: FoyerThread;
  conversation: () => ConversationHandle | undefined;
  me: () => string;
}

/** What has happened in a group, as lines between its messages: in a thread that stands in `<foyer-conversation>`, whose client can ask for it. */
export class ThreadEvents {
  readonly #parts: EventsParts;
  #turn = new AbortController();
  #handle: EventsHandle | undefined;

  constructor(parts: EventsParts) {
    this.#parts = parts;
    void this.#begin();
  }

  /** Another conversation is shown. */
  reset(): void {
    this.stop();
    this.#turn = new AbortController();
    void this.#begin();
  }

  stop(): void {
    this.#turn.abort();
    this.#handle?.close();
    this.#handle = undefined;
  }

  /** Without the code for it there are no lines: the next conversation asks again. */
  async #begin(): Promise<void> {
    const { signal } = this.#turn;
    const { host } = this.#parts;
    const conversation = this.#parts.conversation();
    const client = surroundingClient(host);
    if (!conversation || !client) return;
    if (host.asides.length > 0) host.asides = [];
    const [tools, snapshot] = await Promise.all([client.listTools(), until(conversation.snapshot, (known) => known !== undefined, signal)]).catch(() => []);
    if (signal.aborted || !tools || snapshot?.kind !== 'group') return;
    const handle = this.#handle = tools.events(conversation);
    handle.state.subscribe(() => { host.asides = this.#asides(conversation, handle); });
  }

  #asides(conversation: ConversationHandle, { state }: EventsHandle): readonly Aside[] {
    const me = this.#parts.me();
    // As of the moment of drawing: people give themselves other names.
    const nameOf = (id: string | undefined): string =>
      (conversation.snapshot.value?.people.find((person) => person.id === id) ?? state.value.people.get(id ?? ''))?.name ?? '';
    return eventLines(state.value.events, me).flatMap((line) => {
      const key = eventTextKey(line, me);
      const { n, at, by, title = '' } = line.event;
      const draw = key && (() => html`<foyer-event-line>${localize(key, { by: nameOf(by), user: nameOf(line.user), title, count: line.others })}</foyer-event-line>`);
      return draw ? [{ key: `event:${n}`, at, draw }] : [];
    });
  }
}
