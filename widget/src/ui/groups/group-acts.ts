import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { FoyerClient, GroupTools, Person } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { whoRefused } from '../../protocol/groups.ts';
import { localizer } from '../localize.ts';
import { localize } from '../localize-screen.ts';

/** Does what a screen asks of a group, one thing at a time, with tools that are fetched at the first time. */
export class GroupActs implements ReactiveController {
  isBusy = false;
  /** Why the last thing could not be done: a code. */
  fault: string | undefined;
  /** Ids of those who did not let themselves be added by it. */
  refused: readonly string[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #client: () => FoyerClient | undefined;

  constructor(host: ReactiveControllerHost, client: () => FoyerClient | undefined) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void { this.fault = undefined; }

  /** `false` where it could not be done, or something else is being done. */
  async act(work: (groups: GroupTools) => Promise<void>): Promise<boolean> {
    const client = this.#client();
    if (this.isBusy || !client) return false;
    this.isBusy = true;
    this.fault = undefined;
    this.refused = [];
    this.#host.requestUpdate();
    try {
      await work((await client.listTools()).groups);
    } catch (error) {
      this.fault = error instanceof FoyerError ? error.code : 'internal';
      this.refused = whoRefused(error);
    }
    this.isBusy = false;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    return this.fault === undefined;
  }

  /** The fault in words; of those who are named in it, `people` are some, and `refusal` says what to do about them. */
  line(people: readonly Person[] = [], refusal: 'notAdded' | 'notGathered' = 'notAdded') {
    if (this.fault === undefined) return nothing;
    const names = people.filter(({ id }) => this.refused.includes(id)).map(({ name }) => name);
    if (names.length > 0) return html`<p class="fault" role="alert">${localize(refusal, { count: names.length, names: new Intl.ListFormat(localizer().tag).format(names) })}</p>`;
    const isApart = this.fault === 'offline' || this.fault === 'timeout';
    return html`<p class="fault" role="alert">${this.fault === 'too-large' ? localize('groupFull') : isApart ? localize('notDone') : localize('actFailed', { code: this.fault })}</p>`;
  }
}
