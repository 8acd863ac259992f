import type { EventsState, Note, User } from '@foyer-chat/widget/headless';
import type { Aside } from '@foyer-chat/widget/parts';
import { html } from 'lit';
import { eventText } from './event-text.ts';

interface Told { notes: readonly Note[]; happened: EventsState; team: readonly User[]; me: string }

/** The notes of a conversation and how it was handled, as a thread takes them: made anew only when there are others, so that it need not ask its rows again. */
export class DeskAsides {
  #told: Told | undefined;
  #asides: readonly Aside[] = [];

  of(told: Told): readonly Aside[] {
    const former = this.#told;
    if (told.notes === former?.notes && told.happened === former.happened && told.team === former.team) return this.#asides;
    this.#told = told;
    return this.#asides = [...noteAsides(told), ...eventAsides(told)].sort((a, b) => a.at - b.at);
  }
}

function noteAsides({ notes, team, me }: Told): Aside[] {
  return notes.map((note) => {
    const author = note.from === me ? 'You' : team.find(({ id }) => id === note.from)?.name ?? 'Somebody';
    return { key: `note:${note.id}`, at: note.at, draw: () => html`<desk-note .note=${note} .author=${author} .isOwn=${note.from === me}></desk-note>` };
  });
}

function eventAsides({ happened: { events, people }, team, me }: Told): Aside[] {
  const nameOf = (id: string): string => (team.find((user) => user.id === id) ?? people.get(id))?.name ?? 'Somebody';
  return events.flatMap((event) => {
    const text = eventText(event, me, nameOf);
    return text === undefined ? [] : [{ key: `event:${event.n}`, at: event.at, draw: () => html`<foyer-event-line>${text}</foyer-event-line>` }];
  });
}
