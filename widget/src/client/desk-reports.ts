import { deskResponses, type DeskEntry } from '../protocol/desk.ts';
import type { Report } from '../protocol/reports.ts';
import type { User } from '../protocol/records.ts';
import type { DeskReports, ReportsState } from './desk-api.ts';
import type { Desk } from './desk.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';

/** The reports that wait for somebody of the staff, kept current by the desk's feed. */
export class ClientDeskReports implements DeskReports {
  readonly state = new Store<ReportsState>({ reports: [], open: 0, hasOlder: false, loaded: false });
  readonly #request: ReplicaParts['request'];
  #next: string | undefined;
  /** Entries so far. A list asked for before one of them may lack it. */
  #entries = 0;

  constructor({ desk, request }: { desk: Desk; request: ReplicaParts['request'] }) {
    this.#request = request;
    desk.events.on('whole', () => { void this.#load(); });
    desk.events.on('entry', ({ entry }) => { this.#apply(entry); });
    void this.#load();
  }

  async handle(reportId: string, handled: boolean): Promise<void> {
    await this.#request({ method: 'PUT', path: `/desk/reports/${encodeURIComponent(reportId)}`, schema: undefined, body: { handled } });
  }

  async loadOlder(): Promise<void> {
    const before = this.#next;
    if (before === undefined) return;
    const page = await this.#ask(before);
    if (before !== this.#next) return;
    this.#next = page.next;
    this.#show([...this.state.value.reports, ...page.reports], page.open);
  }

  #apply(entry: DeskEntry): void {
    const { reports } = this.state.value;
    if (entry.kind === 'report') {
      this.#entries += 1;
      this.#show([entry.report, ...reports], entry.open);
    } else if (entry.kind === 'report-closed') {
      this.#entries += 1;
      this.#show(reports.filter(({ id }) => id !== entry.report), entry.open);
    } else if (entry.kind === 'presence' && entry.person) {
      const { person } = entry;
      const known = (user: User): User => (user.id === person.id ? person : user);
      if (reports.some(({ reporter, reported }) => reporter.id === person.id || reported.id === person.id)) {
        this.#show(reports.map((report) => ({ ...report, reporter: known(report.reporter), reported: known(report.reported) })), this.state.value.open);
      }
    }
  }

  async #load(): Promise<void> {
    const entries = this.#entries;
    try {
      const page = await this.#ask();
      if (entries !== this.#entries) { await this.#load(); return; }
      this.#next = page.next;
      this.#show(page.reports, page.open);
    } catch { /* The next whole list of the desk asks again. */ }
  }

  #ask(before?: string) {
    const asked = new URLSearchParams({ state: 'open', ...(before === undefined ? {} : { before }) });
    return this.#request({ method: 'GET', path: `/desk/reports?${asked}`, schema: deskResponses.reports });
  }

  /** Each once, as it was told last; the newest first. */
  #show(reports: readonly Report[], open: number): void {
    const byId = new Map<string, Report>();
    for (const report of reports) if (!byId.has(report.id)) byId.set(report.id, report);
    this.state.set({ reports: [...byId.values()].sort((a, b) => b.at - a.at), open, hasOlder: this.#next !== undefined, loaded: true });
  }
}
