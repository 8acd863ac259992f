import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeChannelFrame, encodeChannelFrame, feedArrayName, type Session, type Summary } from '@foyer-chat/widget/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { api, staffSession, startServer, supportConversation, TestSocket, visitorSession, type TestServer } from './harness.ts';

/** A loaded machine takes its time. */
const patiently = { timeout: 15_000 };

let server: TestServer;
let staff: Session;
beforeAll(async () => {
  server = await startServer();
  staff = await staffSession(server);
});
afterAll(() => server.stop());

/** Everything a feed has said since it was opened, by a stock Yjs document. */
async function watch(session: Session, feed: string): Promise<{ socket: TestSocket; log: () => Record<string, unknown>[] }> {
  const socket = await TestSocket.open(server, session);
  socket.send({ t: 'open', ch: 1, feed });
  await socket.frame(({ t }) => t === 'opened');
  const ask = encoding.createEncoder();
  encoding.writeVarUint(ask, 0);
  sync.writeSyncStep1(ask, new Y.Doc());
  socket.sendBinary(encodeChannelFrame(1, encoding.toUint8Array(ask)));
  const log = () => {
    const doc = new Y.Doc();
    for (const frame of socket.binary) {
      const decoder = decoding.createDecoder(decodeChannelFrame(frame)?.payload ?? new Uint8Array());
      if (decoding.readVarUint(decoder) === 0) sync.readSyncMessage(decoder, encoding.createEncoder(), doc, null);
    }
    return doc.getArray(feedArrayName).toJSON() as Record<string, unknown>[];
  };
  return { socket, log };
}

const send = (conversation: string, session: Session, clientId: string) =>
  api(server, 'POST', `/conversations/${conversation}/messages`, { token: session.accessToken, body: { clientId, content: { kind: 'text', text: clientId } } });

test('the desk sees a visitor come, write and be read; the visitor sees the answer in the inbox', async () => {
  const desk = await watch(staff, 'desk');
  const visitor = await visitorSession(server, { profile: { name: 'Ada' } });
  const inbox = await watch(visitor, 'inbox');
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
  const inbox = await watch(visitor, 'inbox');
  const startedAt = performance.now();
  for (let index = 0; index < 60; index += 1) await send(id, staff, `${id}-${index}`);
  await expect.poll(() => (inbox.log().at(-1)?.['summary'] as Summary | undefined)?.lastSeq, patiently).toBe(60);
  const rows = inbox.log().filter((entry) => entry['kind'] === 'conversation').length;
  expect(rows).toBeLessThanOrEqual(3 + Math.ceil((performance.now() - startedAt) / 250));
});

test('a deleted message is gone for who joins late, and for who reads the change log', async () => {
  const visitor = await visitorSession(server);
  const { id } = await supportConversation(server, visitor);
  const early = await watch(staff, `conversation/${id}`);
  await send(id, visitor, 'regretted');
  await expect.poll(() => early.log().length, patiently).toBe(1);
  await api(server, 'DELETE', `/conversations/${id}/messages/1`, { token: visitor.accessToken });
  const closed = await early.socket.frame(({ t }) => t === 'closed');
  expect(closed).toMatchObject({ code: 4410 });
  const late = await watch(staff, `conversation/${id}`);
  await expect.poll(() => late.log().length, patiently).toBeGreaterThan(0);
  expect(JSON.stringify(late.log())).not.toContain('"text":"regretted"');
  const { body } = await api(server, 'GET', `/conversations/${id}/changes?after=0`, { token: staff.accessToken });
  expect(JSON.stringify(body)).not.toContain('"text":"regretted"');
});
