import { deskResponses, type DeskEntry, type Note } from '../protocol/desk.ts';
import { newClientId } from './client-id.ts';
import type { NotesHandle, NotesState } from './desk-api.ts';
import type { Desk } from './desk.ts';
import type { ReplicaParts } from './replica.ts';
import { Store } from './store.ts';

/** The notes of one conversation: the newest page, older ones on demand, and what the desk's feed brings. */
export class DeskNotes implements NotesHandle {
  readonly state = new Store<NotesState>({ notes: [], hasOlder: false, loading: true });
  readonly #path: string;
  readonly #request: ReplicaParts['request'];
  readonly #now: () => number;
  readonly #leaves: (() => void)[];
  /** Of texts that may be stored without our having heard of it. */
  readonly #attempts = new Map<string, string>();
  /** What the feed brought while a page was on its way, which may have left without it. */
  #meanwhile: DeskEntry[] = [];
  #next: string | undefined;
  #round = 0;

  constructor(conversation: string, { desk, request, now }: { desk: Desk; request: ReplicaParts['request']; now: () => number }) {
    this.#path = `/conversations/${encodeURIComponent(conversation)}/notes`;
    this.#request = request;
    this.#now = now;
    this.#leaves = [
      desk.events.on('whole', () => { void this.#load(undefined); }),
      desk.events.on('entry', ({ entry }) => {
        if (!('conversation' in entry) || entry.conversation !== conversation) return;
        this.#meanwhile.push(entry);
        this.#apply(entry);
      }),
    ];
    void this.#load(undefined);
  }

  async add(text: string): Promise<void> {
    const clientId = this.#attempts.get(text) ?? newClientId(this.#now());
    this.#attempts.set(text, clientId);
    const note = await this.#request({ method: 'POST', path: this.#path, schema: deskResponses.note, body: { clientId, text } });
    this.#attempts.delete(text);
    this.#put([note]);
  }

  async delete(noteId: string): Promise<void> {
    await this.#request({ method: 'DELETE', path: `${this.#path}/${encodeURIComponent(noteId)}`, schema: undefined });
    this.#drop(noteId);
  }

  async loadOlder(): Promise<void> {
    if (this.#next !== undefined && !this.state.value.loading) await this.#load(this.#next);
  }

  close(): void {
    this.#round += 1;
    for (const leave of this.#leaves.splice(0)) leave();
  }

  async #load(before: string | undefined): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.#meanwhile = [];
    this.state.set({ ...this.state.value, loading: true });
    try {
      const path = before === undefined ? this.#path : `${this.#path}?${new URLSearchParams({ before })}`;
      const { notes, next } = await this.#request({ method: 'GET', path, schema: deskResponses.notes });
      if (round !== this.#round) return;
      this.#next = next;
      this.state.set({ notes: before === undefined ? [] : this.state.value.notes, hasOlder: next !== undefined, loading: false });
      this.#put(notes);
      for (const entry of this.#meanwhile) this.#apply(entry);
    } catch {
      // What is shown stays; the next whole list of the desk asks again.
      if (round === this.#round) this.state.set({ ...this.state.value, loading: false });
    }
  }

  #apply(entry: DeskEntry): void {
    if (entry.kind === 'note') this.#put([entry.note]);
    else if (entry.kind === 'note-deleted') this.#drop(entry.note);
  }

  #put(news: readonly Note[]): void {
    const ids = new Set(news.map(({ id }) => id));
    const others = this.state.value.notes.filter(({ id }) => !ids.has(id));
    this.#show([...others, ...news].sort((a, b) => a.at - b.at));
  }

  #drop(noteId: string): void { this.#show(this.state.value.notes.filter(({ id }) => id !== noteId)); }
  #show(notes: readonly Note[]): void { this.state.set({ ...this.state.value, notes }); }
}
