import type { CommandArgs, CommandName, CommandResult } from '../protocol/commands.ts';
import { deskResponses, type DeskList, type DeskResponses } from '../protocol/desk.ts';
import type { SearchPage } from '../protocol/search.ts';
import type { DeskTools } from './desk-api.ts';
import { DeskNotes } from './desk-notes.ts';
import { DeskPages } from './desk-pages.ts';
import { DeskReplies } from './desk-replies.ts';
import { ClientDeskReports } from './desk-reports.ts';
import type { Desk } from './desk.ts';
import type { ReplicaParts } from './replica.ts';

export interface DeskToolsParts {
  desk: Desk;
  request: ReplicaParts['request'];
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
