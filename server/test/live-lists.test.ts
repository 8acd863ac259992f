import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session, Summary } from '@foyer-chat/widget/protocol';
import { watch } from './feed-watch.ts';
import { api, staffSession, startServer, supportConversation, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

const send = (conversation: string, session: Session, clientId: string) =>
  api(server, 'POST', `/conversations/${conversation}/messages`, { token: session.accessToken, body: { clientId, content: { kind: 'text', text: clientId } } });

test('the desk sees a visitor come, write and be read; the visitor sees the answer in the inbox', async () => {
  const desk = await watch(server, staff, 'desk');
  const visitor = await visitorSession(server, { profile: { name: 'Ada' } });
  const inbox = await watch(server, visitor, 'inbox');
  await expect.poll(() => desk.log(), patiently).toContainEqual({
    kind: 'presence', user: visitor.user.id, online: true, person: { id: visitor.user.id, name: 'Ada', kind: 'visitor' },
  });
  const { id } = await supportConversation(server, visitor);
  await send(id, visitor, 'question');
  const newest = (log: Record<string, unknown>[]) => log.filter((entry) => entry['kind'] === 'conversation').at(-1)?.['summary'] as Summary | undefined;
  await expect.poll(() => newest(desk.log()), patiently).toMatchObject({ id, unread: 1, lastMessage: { clientId: 'question' } });
  await desk.socket.command('receipt.read', { conversation: id, seq: 1 });
  await expect.poll(() => newest(desk.log()), patiently).toMatchObject({ id, unread: 0, watermarks: { deliveredSeq: 1, readSeq: 1 } });
  await send(id, staff, 'answer');
  await expect.poll(() => newest(inbox.log()), patiently).toMatchObject({ id, unread: 1, lastMessage: { clientId: 'answer', from: staff.user.id } });
  expect(JSON.stringify(inbox.log())).not.toContain('"team"');
});

test('a busy conversation reaches each list at most four times a second', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const inbox = await watch(server, visitor, 'inbox');
  const startedAt = performance.now();
  for (let index = 0; index < 60; index += 1) await send(id, staff, `${id}-${index}`);
  await expect.poll(() => (inbox.log().at(-1)?.['summary'] as Summary | undefined)?.lastSeq, patiently).toBe(60);
  const rows = inbox.log().filter((entry) => entry['kind'] === 'conversation').length;
  expect(rows).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - startedAt) / 250));
});

test('a deleted message is gone for who joins late, and for who reads the change log', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const early = await watch(server, staff, `conversation/${id}`);
  await send(id, visitor, 'regretted');
  await expect.poll(() => early.log().length, patiently).toBe(1);
  await api(server, 'DELETE', `/conversations/${id}/messages/1`, { token: visitor.accessToken });
  const closed = await early.socket.frame(({ t }) => t === 'closed');
  expect(closed).toMatchObject({ code: 4410 });
  const late = await watch(server, staff, `conversation/${id}`);
  await expect.poll(() => late.log().length, patiently).toBeGreaterThan(0);
  expect(JSON.stringify(late.log())).not.toContain('"text":"regretted"');
  const { body } = await api(server, 'GET', `/conversations/${id}/changes?after=0`, { token: staff.accessToken });
  expect(JSON.stringify(body)).not.toContain('"text":"regretted"');
});
