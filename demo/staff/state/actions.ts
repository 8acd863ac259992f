import { FoyerError, type DeskTools, type FoyerClient, type Report, type Summary, type User } from '@foyer-chat/widget/headless';
import type { Toasts } from '../parts/toasts.ts';
import { returnTime } from './snooze-times.ts';

interface ActionParts {
  client: FoyerClient;
  toasts: Toasts;
}

type Row = Pick<Summary, 'id' | 'state' | 'assignee' | 'snoozedUntil'>;

/** What staff do to a conversation: at once, said in a toast, and with a way back where something is lost. */
export class DeskActions {
  readonly #parts: ActionParts;
  constructor(parts: ActionParts) { this.#parts = parts; }

  async assign(row: Row, assignee: string | null): Promise<void> {
    if ((row.assignee ?? null) === assignee) return;
    const tools = await this.#tools();
    const text = assignee === null ? 'Assigned to nobody' : assignee === this.#parts.client.me.value?.id ? 'Assigned to you' : `Assigned to ${this.#name(assignee)}`;
    await this.#do(text, () => tools.assign(row.id, assignee), () => tools.assign(row.id, row.assignee ?? null));
  }

  async setState(row: Row, state: 'open' | 'resolved'): Promise<void> {
    const text = state === 'resolved' ? 'Resolved' : 'Open again';
    await this.#do(text, () => this.#put(row.id, state), () => this.#restore(row));
  }

  async snooze(row: Row, until: number | null): Promise<void> {
    const tools = await this.#tools();
    const text = until === null ? 'Not snoozed any more' : `Snoozed until ${returnTime(until, Date.now())}`;
    await this.#do(text, () => tools.snooze(row.id, until), () => this.#restore(row));
  }

  async block({ id, name }: Pick<User, 'id' | 'name'>, isBlocked: boolean): Promise<void> {
    const tools = await this.#tools();
    await this.#do(isBlocked ? `${name} can write no more` : `${name} can write again`, () => tools.block(id, isBlocked), () => tools.block(id, !isBlocked));
  }

  async handle({ id }: Pick<Report, 'id'>): Promise<void> {
    const { reports } = await this.#tools();
    await this.#do('Handled', () => reports.handle(id, true), () => reports.handle(id, false));
  }

  /** Runs something and says what came of it; `undo` is offered for a while. */
  async #do(text: string, act: () => Promise<void>, undo: () => Promise<void>): Promise<void> {
    const { toasts } = this.#parts;
    try {
      await act();
      toasts.show({ text, undo: () => { void undo().catch((error: unknown) => { toasts.show({ text: faultText(error) }); }); } });
    } catch (error) {
      toasts.show({ text: faultText(error) });
    }
  }

  #tools(): Promise<DeskTools> { return this.#parts.client.deskTools(); }
  #name(id: string): string { return this.#parts.client.desk.value.team.find((person) => person.id === id)?.name ?? 'somebody'; }

  async #put(id: string, state: 'open' | 'resolved'): Promise<void> {
    const handle = await this.#parts.client.openConversation({ id });
    try {
      await handle.setState(state);
    } finally {
      handle.close();
    }
  }

  async #restore({ id, state, snoozedUntil }: Row): Promise<void> {
    await this.#put(id, state ?? 'open');
    if (state !== 'resolved') await (await this.#tools()).snooze(id, snoozedUntil ?? null);
  }
}

/** A failure in words. */
export function faultText(error: unknown): string {
  const code = error instanceof FoyerError ? error.code : 'internal';
  if (code === 'offline' || code === 'timeout') return 'You are offline. Nothing was changed.';
  if (code === 'rate-limited') return 'Too much at once. Wait a moment and try again.';
  return `That did not work (${code}). Try again.`;
}
