import type { CommandArgs, CommandName, CommandResult } from '../protocol/commands.ts';
import { deskResponses, type DeskList, type DeskResponses } from '../protocol/desk.ts';
import type { SearchPage } from '../protocol/search.ts';
import type { ConversationHandle, ReadableStore } from './api.ts';
import type { DeskState, DeskTools } from './desk-api.ts';
import { DeskNotes } from './desk-notes.ts';
import { DeskPages } from './desk-pages.ts';
import { DeskReplies } from './desk-replies.ts';
import { ClientDeskReports } from './desk-reports.ts';
import type { Desk } from './desk.ts';
import { ConversationEvents, type EventsParts } from './events.ts';

export interface DeskToolsParts extends EventsParts {
  desk: Desk;
  state: ReadableStore<DeskState>;
  command: <N extends CommandName>(name: N, args: CommandArgs<N>) => Promise<CommandResult<N>>;
  now: () => number;
}

/** Wiring: what staff do, each by the part that knows how. */
export class ClientDeskTools implements DeskTools {
  readonly cannedReplies: DeskReplies;
  readonly reports: ClientDeskReports;
  readonly #pages: DeskPages;
  readonly #parts: DeskToolsParts;

  constructor(parts: DeskToolsParts) {
    this.#parts = parts;
    this.#pages = new DeskPages(parts);
    this.cannedReplies = new DeskReplies(parts);
    this.reports = new ClientDeskReports(parts);
  }

  get more() { return this.#pages.more; }

  async assign(conversation: string, assignee: string | null): Promise<void> { await this.#parts.command('conversation.assign', { conversation, assignee }); }
  async snooze(conversation: string, until: number | null): Promise<void> { await this.#parts.command('conversation.snooze', { conversation, until }); }
  loadMore(list: DeskList): Promise<void> { return this.#pages.load(list); }
  events(conversation: ConversationHandle): ConversationEvents {
    const store = this.#parts.state;
    const row = () => store.value.conversations.find(({ id }) => id === conversation.id);
    return new ConversationEvents(conversation, { ...this.#parts, store, sign: () => [row()?.state, row()?.assignee, row()?.snoozedUntil].join(' ') });
  }

  notes(conversation: string): DeskNotes { return new DeskNotes(conversation, this.#parts); }

  search(query: string, before?: string): Promise<SearchPage> {
    const asked = new URLSearchParams({ q: query, ...(before === undefined ? {} : { before }) });
    return this.#parts.request({ method: 'GET', path: `/search?${asked}`, schema: deskResponses.search });
  }

  async block(userId: string, blocked: boolean): Promise<void> {
    await this.#parts.request({ method: 'PUT', path: `/desk/visitors/${encodeURIComponent(userId)}/block`, schema: undefined, body: { blocked } });
  }

  person(userId: string): Promise<DeskResponses['person']> {
    return this.#parts.request({ method: 'GET', path: `/users/${encodeURIComponent(userId)}`, schema: deskResponses.person });
  }
}
