import { expect, test } from 'vitest';
import { FoyerError } from '../protocol/errors.ts';
import { DeskNotes } from './desk-notes.ts';
import type { Desk } from './desk.ts';
import { Emitter } from './emitter.ts';
import type { ReplicaParts } from './replica.ts';

type Asked = { method: string; path: string; body?: unknown };
const note = (id: string, at: number) => ({ id: `note-${id}`, clientId: id, from: 'staff-sam', at, text: id });

/** Notes of a server that answers as the test says, one request after the other. */
function desk(answer: (asked: Asked) => Promise<unknown>) {
  const events: Desk['events'] = new Emitter();
  const asked: Asked[] = [];
  const request = ((each: Asked) => { asked.push(each); return answer(each); }) as unknown as ReplicaParts['request'];
  const notes = new DeskNotes('conversation-1', { desk: { events } as unknown as Desk, request, now: () => 0 });
  return { notes, events, asked };
}
const texts = (notes: DeskNotes) => notes.state.value.notes.map(({ text }) => text);
const turn = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

test('a note that may be stored already is sent again under the same id, a second of the same text under another', async () => {
  let isBroken = true;
  const { notes, asked } = desk(async ({ method, body }) => {
    if (method === 'GET') return { notes: [] };
    if (isBroken) throw new FoyerError('timeout');
    return note((body as { clientId: string }).clientId, 1);
  });
  await expect(notes.add('hello')).rejects.toMatchObject({ code: 'timeout' });
  isBroken = false;
  await notes.add('hello');
  await notes.add('hello');
  const ids = asked.filter(({ method }) => method === 'POST').map(({ body }) => (body as { clientId: string }).clientId);
  expect([ids[0] === ids[1], ids[1] === ids[2], notes.state.value.notes.length]).toEqual([true, false, 2]);
});

test('what the feed brings while the page is on its way is neither lost nor brought back', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { notes, events } = desk(() => promise);
  events.emit('entry', { entry: { kind: 'note', conversation: 'conversation-1', note: note('late', 3) } });
  events.emit('entry', { entry: { kind: 'note', conversation: 'conversation-2', note: note('elsewhere', 3) } });
  events.emit('entry', { entry: { kind: 'note-deleted', conversation: 'conversation-1', note: 'note-gone' } });
  resolve({ notes: [note('first', 1), note('gone', 2)] });
  await turn();
  expect(texts(notes)).toEqual(['first', 'late']);
});

test('after a reconnect the newest page is read anew, and after closing nothing is', async () => {
  let pages = [[note('first', 1)], [note('first', 1), note('missed', 2)]];
  const { notes, events } = desk(async () => ({ notes: pages.shift() ?? [] }));
  await turn();
  expect(texts(notes)).toEqual(['first']);
  events.emit('whole', {});
  await turn();
  expect(texts(notes)).toEqual(['first', 'missed']);
  notes.close();
  pages = [[]];
  events.emit('whole', {});
  await turn();
  expect(texts(notes)).toEqual(['first', 'missed']);
});
