import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message, Session, Summary } from '@foyer-chat/widget/protocol';
import { afterEach, expect, test } from 'vitest';
import { seed } from '../../demo/seed/seed.ts';
import { api, spawnServer, staffPassword, staffSession, startServer, visitorSession, type TestServer } from './harness.ts';

const seedFile = fileURLToPath(new URL('../../demo/seed/seed.ts', import.meta.url));
const dayMs = 24 * 3_600_000;

const servers: { stop(): Promise<void> }[] = [];
afterEach(async () => { for (const server of servers.splice(0).reverse()) await server.stop(); });

async function seeded(): Promise<{ server: TestServer; staff: Session }> {
  const server = await startServer();
  servers.push(server);
  await seed({ store: server.store, now: Date.now(), url: server.url });
  return { server, staff: await staffSession(server) };
}

const deskOf = async (server: Pick<TestServer, 'url' | 'origin'>, { accessToken }: Session): Promise<Summary[]> =>
  ((await api(server, 'GET', '/desk', { token: accessToken })).body as { conversations: Summary[] }).conversations;

test('the first member of staff finds open, resolved and unread conversations of the last two weeks', async () => {
  const { server, staff } = await seeded();
  const summaries = await deskOf(server, staff);
  expect(summaries.length).toBeGreaterThanOrEqual(12);
  expect(summaries.filter(({ state }) => state === 'resolved').length).toBeGreaterThanOrEqual(4);
  expect(summaries.filter(({ unread }) => unread > 0).length).toBeGreaterThanOrEqual(3);
  expect(summaries.filter(({ unread }) => unread === 0).length).toBeGreaterThanOrEqual(3);

  const messages: Message[] = [];
  for (const { id } of summaries) {
    const { body } = await api(server, 'GET', `/conversations/${id}/messages?after=0&limit=100`, { token: staff.accessToken });
    const said = (body as { messages: Message[] }).messages;
    expect(said.map(({ at }) => at)).toEqual(said.map(({ at }) => at).sort((a, b) => a - b));
    messages.push(...said);
  }
  const ages = messages.map(({ at }) => Date.now() - at);
  expect(Math.min(...ages)).toBeGreaterThan(0);
  expect(Math.max(...ages)).toBeLessThan(14 * dayMs);
  expect(Math.max(...ages)).toBeGreaterThan(10 * dayMs);
  const texts = messages.map(({ content }) => (content.kind === 'text' ? content.text : '')).join('\n');
  for (const sign of [/\p{Script=Arabic}/u, /\p{Script=Hiragana}/u, /https:\/\//, /\p{L}{40}/u, /\p{Emoji_Presentation}/u]) expect(texts).toMatch(sign);
  expect(messages.some(({ editedAt }) => editedAt !== undefined)).toBe(true);
  expect(messages.some(({ deletedAt }) => deletedAt !== undefined)).toBe(true);
  expect(messages.some(({ reactions }) => reactions !== undefined)).toBe(true);
  expect(Math.max(...summaries.map(({ lastSeq }) => lastSeq))).toBeGreaterThan(50);
});

test('the desk has something to show of each of its parts: assigned, put off, noted, prepared, and where people were', async () => {
  const { server, staff } = await seeded();
  const get = async (path: string) => (await api(server, 'GET', path, { token: staff.accessToken })).body;
  const summaries = await deskOf(server, staff);
  expect(summaries.filter(({ assignee }) => assignee !== null && assignee !== undefined).length).toBeGreaterThanOrEqual(2);
  expect(summaries.filter(({ snoozedUntil }) => (snoozedUntil ?? 0) > Date.now())).toHaveLength(1);
  const notes = await Promise.all(summaries.map(async ({ id }) => (await get(`/conversations/${id}/notes`) as { notes: { at: number }[] }).notes));
  expect(notes.flat().length).toBeGreaterThanOrEqual(3);
  for (const { at } of notes.flat()) expect(at).toBeLessThan(Date.now());
  expect((await get('/canned-replies') as { replies: unknown[] }).replies.length).toBeGreaterThanOrEqual(3);
  const visitors = summaries.flatMap(({ people }) => people.filter(({ role }) => role === 'visitor'));
  const records = await Promise.all(visitors.map(async ({ id }) => JSON.stringify(await get(`/users/${id}`))));
  expect(records.filter((record) => record.includes(`${server.url}/#lamps`)).length).toBeGreaterThanOrEqual(3);
  expect(records.some((record) => record.includes('HL-20511'))).toBe(true);
});

test('its colleagues are on the team, and nobody can sign in as one of them', async () => {
  const { server, staff } = await seeded();
  const { body } = await api(server, 'GET', '/desk', { token: staff.accessToken });
  const team = (body as { team: { name: string; email: string }[] }).team.filter(({ name }) => name !== staff.user.name);
  expect(team.length).toBeGreaterThanOrEqual(2);
  for (const { email } of team) {
    for (const password of [staffPassword, ' ', 'null']) {
      expect((await api(server, 'POST', '/staff/sessions', { body: { email, password } })).status).toBe(401);
    }
  }
});

test('an empty database is filled once, in few commits, and one that anybody has used is left alone', async () => {
  const { server, staff } = await seeded();
  const before = server.store.stats();
  // On SQLite a fifth of that: it groups all writes, not only messages.
  expect(before.commits).toBeLessThan(150);
  await seed({ store: server.store, now: Date.now(), url: server.url });
  expect(server.store.stats().commits).toBe(before.commits);
  expect(before.committedMessages).toBeGreaterThan(100);

  const used = await startServer();
  servers.push(used);
  const visitor = await visitorSession(used);
  await api(used, 'POST', '/conversations', { body: { kind: 'group', title: 'Ours', members: [] }, token: visitor.accessToken });
  await seed({ store: used.store, now: Date.now(), url: used.url });
  expect(await deskOf(used, await staffSession(used))).toEqual([]);
  expect(staff.user.name).not.toBe('');
});

/** What a start with `--seed` and an end leave in a directory that has the demo site. */
async function conversationsAfter(env: Record<string, string>): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-seed-'));
  servers.push({ stop: async () => { rmSync(directory, { recursive: true, force: true }); } });
  await (await startServer({ directory })).stop();
  const server = await spawnServer({ args: ['--seed', seedFile], directory, env: { FOYER_RATE_SCALE: '1', ...env } });
  expect(server.stdout()).toMatch(/^First staff member: .*\nFoyer is ready on /);
  expect(await server.end()).toBe(0);
  const again = await startServer({ directory });
  servers.push(again);
  return (await deskOf(again, await staffSession(again))).length;
}

test('`start --seed` loads it after the ready line and still prints the way in; in production and under a load test it does not', async () => {
  expect(await conversationsAfter({})).toBeGreaterThanOrEqual(12);
  expect(await conversationsAfter({ FOYER_RATE_SCALE: '0' })).toBe(0);
  expect(await conversationsAfter({ NODE_ENV: 'production' })).toBe(0);
});
