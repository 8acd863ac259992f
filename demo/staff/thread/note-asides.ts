import type { Note, User } from '@foyer-chat/widget/headless';
import type { Aside } from '@foyer-chat/widget/parts';
import { html } from 'lit';

/** The notes of a conversation as a thread takes them: made anew only when there are others, so that it need not ask its rows again. */
export class NoteAsides {
  #notes: readonly Note[] | undefined;
  #team: readonly User[] | undefined;
  #asides: readonly Aside[] = [];

  of(notes: readonly Note[], team: readonly User[], me: string): readonly Aside[] {
    if (notes === this.#notes && team === this.#team) return this.#asides;
    this.#notes = notes;
    this.#team = team;
    this.#asides = notes.map((note) => {
      const author = note.from === me ? 'You' : team.find(({ id }) => id === note.from)?.name ?? 'Somebody';
      return { key: `note:${note.id}`, at: note.at, draw: () => html`<desk-note .note=${note} .author=${author} .isOwn=${note.from === me}></desk-note>` };
    });
    return this.#asides;
  }
}
