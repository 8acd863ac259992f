import { expect, test } from 'vitest';
import type { Summary } from '../../client/api.ts';
import { listed } from './listed.ts';

const row = (id: string, kind: Summary['kind'], lastSeq: number): Summary => ({
  id, kind, title: '', version: 1, lastSeq, people: [], watermarks: { deliveredSeq: 0, readSeq: 0 }, unread: 0,
  lastMessage: lastSeq === 0 ? null : { seq: lastSeq, clientId: 'c', from: 'user-0001', at: 1, content: { kind: 'none' } },
});

test('a group is listed before anything is said in it, above the others; of the rest what something was said in', () => {
  const all = [row('spoken-group', 'group', 3), row('silent-support', 'support', 0), row('silent-group', 'group', 0), row('direct', 'direct', 1)];
  expect(listed(all).map(({ id }) => id)).toEqual(['silent-group', 'spoken-group', 'direct']);
});
