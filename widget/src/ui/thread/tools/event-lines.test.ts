import { expect, test } from 'vitest';
import type { ConversationEvent, EventKind } from '../../../protocol/events.ts';
import { screenTexts } from '../../../locales/en-screens.ts';
import { threadTexts } from '../../../locales/en-thread.ts';
import { Localizer } from '../../localizer.ts';
import { eventLines, eventTextKey } from './event-lines.ts';

const english = new Localizer({ texts: threadTexts, tag: 'en' });
type Told = readonly [kind: EventKind, by?: string | undefined, user?: string | undefined, more?: Partial<ConversationEvent>];

/** As Mia reads it. */
function read(...told: Told[]): string[] {
  const events = told.map(([kind, by, user, more], index): ConversationEvent => ({ n: index + 1, seq: 0, at: 0, kind, ...(by ? { by } : {}), ...(user ? { user } : {}), ...more }));
  return eventLines(events, 'Mia').map((line) => {
    const key = eventTextKey(line, 'Mia');
    return key ? english.text(key, { by: line.event.by ?? '', user: line.user ?? '', title: line.event.title ?? '', count: line.others }, screenTexts) : '';
  });
}

test('a line says who did what to whom, with "you" on either side', () => {
  expect(read(['created', 'Ana'], ['added', 'Ana', 'Ben'], ['added', 'Ana', 'Mia'], ['joined', undefined, 'Cleo'], ['left', undefined, 'Ben'])).toEqual(
    ['Ana created the group', 'Ana added Ben', 'Ana added you', 'Cleo joined by the link', 'Ben left'],
  );
  expect(read(['created', 'Mia'], ['removed', 'Mia', 'Ben'], ['admin', 'Mia', 'Cleo'], ['member', 'Mia', 'Cleo'], ['owner', 'Ana', 'Mia'], ['named', 'Mia', undefined, { title: 'Climbing' }])).toEqual(
    ['You created the group', 'You removed Ben', 'You made Cleo an admin', 'Cleo is no admin any more', 'Ana handed the group to you', 'You named the group “Climbing”'],
  );
});

test('what nobody did, or somebody who is not known any more, is told without them, and not at all where nothing is left to say', () => {
  expect(read(['owner', undefined, 'Ben'], ['owner', undefined, 'Mia'], ['added', undefined, 'Ben'], ['removed', undefined, 'Mia'], ['named', undefined, undefined, { title: 'Climbing' }])).toEqual(
    ['Ben owns the group now', 'You own the group now', 'Ben was added', 'You were removed', 'The group is called “Climbing” now'],
  );
  expect(read(['created'], ['resolved', 'Lea'])).toEqual(['', '']);
});

test('three and more whom one person has added, or who joined, are one line; two are two', () => {
  expect(read(['added', 'Ana', 'Ben'], ['added', 'Ana', 'Cleo'])).toEqual(['Ana added Ben', 'Ana added Cleo']);
  expect(read(['created', 'Ana'], ...['Ben', 'Cleo', 'Dora', 'Emil'].map((user) => ['added', 'Ana', user] as const))).toEqual(['Ana created the group', 'Ana added Ben and 3 others']);
  expect(read(...['Ben', 'Cleo', 'Mia'].map((user) => ['added', 'Ana', user] as const))).toEqual(['Ana added you and 2 others']);
  expect(read(...['Ben', 'Cleo', 'Dora'].map((user) => ['joined', undefined, user] as const))).toEqual(['Ben and 2 others joined by the link']);
});

test('what another person did, and what has a message in between, stands by itself', () => {
  expect(read(['added', 'Ana', 'Ben'], ['added', 'Ana', 'Cleo'], ['added', 'Mia', 'Dora'])).toEqual(['Ana added Ben', 'Ana added Cleo', 'You added Dora']);
  expect(read(['added', 'Ana', 'Ben'], ['added', 'Ana', 'Cleo'], ['added', 'Ana', 'Dora', { seq: 4 }])).toHaveLength(3);
  expect(read(...['Ben', 'Cleo', 'Dora'].map((user) => ['removed', 'Ana', user] as const))).toHaveLength(3);
});
