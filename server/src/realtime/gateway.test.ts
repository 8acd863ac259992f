import { conversationFeed, encodeChannelFrame, feedArrayName, limits, subprotocol, tokenSubprotocol, type Change } from '@foyer-chat/widget/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1 } from 'y-protocols/sync';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { GatewayStage, homeOrigin, messageChange, sessionOf, type Client } from '../../test/gateway-stage.ts';

const soon = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 10_000, interval: 5 });
const versions = (doc: Y.Doc): number[] => doc.getArray<Change>(feedArrayName).toArray().map((change) => change.v);
const one = 'conversation-1';
const two = 'conversation-2';

function step1(doc: Y.Doc): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  writeSyncStep1(encoder, doc);
  return encoding.toUint8Array(encoder);
}

/** Applies what a client has heard on a channel to a document, as a provider would. */
function listen(client: Client, channel: number, doc: Y.Doc): void {
  const hear = (data: Uint8Array) => {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) === channel && decoding.readVarUint(decoder) === 0) readSyncMessage(decoder, encoding.createEncoder(), doc, null);
  };
  client.binary.forEach(hear);
  client.ws.on('message', (data: Buffer, isBinary) => { if (isBinary) hear(data); });
}

async function opened(client: Client, channel: number, feed: string): Promise<void> {
  client.say({ t: 'open', ch: channel, feed });
  await soon(() => { expect(client.heard).toContainEqual({ t: 'opened', ch: channel }); });
}

const joined = async (client: Client, channel: number, feed: string, doc: Y.Doc): Promise<void> => {
  await opened(client, channel, feed);
  listen(client, channel, doc);
  client.ws.send(encodeChannelFrame(channel, step1(doc)));
};

/** A promise that a test settles. */
const held = () => Promise.withResolvers<void>();

test('before the upgrade: a bad token or none is 401, a foreign origin or none 403, a room that is none or not for you 404', async () => {
  const stage = await GatewayStage.open();
  const refusals = [
    [{ token: 'nobody' }, 401], [{ token: undefined }, 401],
    [{ token: 'ana', origin: 'https://evil.example' }, 403], [{ token: 'ana', origin: `${homeOrigin}.evil.example` }, 403], [{ token: 'ana', origin: null }, 403],
    [{ token: 'ana', path: '/sync/conversation/conversation-9' }, 404], [{ token: 'ana', path: '/sync/desk' }, 404],
    [{ token: 'ana', path: '/sync/' }, 404], [{ token: 'ana', path: '/other' }, 404],
  ] as const;
  for (const [door, status] of refusals) expect(await stage.dial(door).refused, JSON.stringify(door)).toBe(status);
  expect(stage.presence).toEqual([]);
});

test('the answer to a handshake names the protocol and not the token', async () => {
  const stage = await GatewayStage.open();
  expect((await stage.connect()).ws.protocol).toBe(subprotocol);
});

test('a stock provider reads a conversation in a plain room, from what it misses to what comes', async () => {
  const stage = await GatewayStage.open();
  stage.happen(1, [messageChange(1), messageChange(2)]);
  class SocketOfThePage extends WebSocket {
    constructor(url: string, protocols: string[]) { super(url, protocols, { origin: homeOrigin }); }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${stage.url}/sync`, conversationFeed(one), doc, {
    protocols: [subprotocol, tokenSubprotocol('ana')], disableBc: true, WebSocketPolyfill: SocketOfThePage as unknown as typeof globalThis.WebSocket,
  });
  onTestFinished(() => { provider.destroy(); });
  await soon(() => { expect(provider.synced).toBe(true); });
  expect(versions(doc)).toEqual([1, 2]);
  stage.happen(1, [messageChange(3)]);
  await soon(() => { expect(versions(doc)).toEqual([1, 2, 3]); });
});

test('one socket carries several feeds, each on its channel', async () => {
  const stage = await GatewayStage.open();
  const client = await stage.connect();
  const [first, second] = [new Y.Doc(), new Y.Doc()];
  await joined(client, 1, conversationFeed(one), first);
  await joined(client, 300, conversationFeed(two), second);
  stage.happen(1, [messageChange(1), messageChange(2)]);
  stage.happen(2, [messageChange(1)]);
  await soon(() => { expect([versions(first), versions(second)]).toEqual([[1, 2], [1]]); });
  client.say({ t: 'close', ch: 1 });
  client.say({ t: 'open', ch: 2, feed: 'conversation/conversation-9' });
  await soon(() => { expect(client.heard).toContainEqual({ t: 'closed', ch: 2, code: 4404, reason: 'not-found' }); });
  stage.happen(1, [messageChange(3)]);
  stage.happen(2, [messageChange(2)]);
  await soon(() => { expect(versions(second)).toEqual([1, 2]); });
  expect(versions(first)).toEqual([1, 2]);
});

test('a vector of another epoch ends the channel with 4410, and so does a new epoch', async () => {
  const stage = await GatewayStage.open();
  const client = await stage.connect();
  const stranger = new Y.Doc();
  stranger.getArray(feedArrayName).push(['of another life']);
  await joined(client, 1, conversationFeed(one), stranger);
  await soon(() => { expect(client.heard).toContainEqual({ t: 'closed', ch: 1, code: 4410, reason: 'stale-epoch' }); });
  await joined(client, 2, conversationFeed(one), new Y.Doc());
  stage.feeds.restart({ id: 1 });
  await soon(() => { expect(client.heard).toContainEqual({ t: 'closed', ch: 2, code: 4410, reason: 'stale-epoch' }); });
});

test('a client writes into no feed: the third try ends its channel with 4403, and the empty answer of a provider is no try', async () => {
  const stage = await GatewayStage.open();
  const [writer, reader] = await Promise.all([stage.connect('ana'), stage.connect('bo')]);
  const doc = new Y.Doc();
  await joined(reader, 1, conversationFeed(one), doc);
  await opened(writer, 1, conversationFeed(one));
  for (let index = 0; index < 5; index += 1) writer.sendOn(1, 0, 1, 2, 0, 0);
  const forged = new Y.Doc();
  forged.getArray(feedArrayName).push([messageChange(1, 'forged')]);
  const update = Y.encodeStateAsUpdate(forged);
  for (let index = 0; index < 3; index += 1) {
    expect(writer.heard).toEqual([{ t: 'opened', ch: 1 }]);
    writer.sendOn(1, 0, 2, update.length, ...update);
  }
  await soon(() => { expect(writer.heard.at(-1)).toEqual({ t: 'closed', ch: 1, code: 4403, reason: 'read-only' }); });
  stage.happen(1, [messageChange(1, 'true')]);
  await soon(() => { expect(doc.getArray(feedArrayName).toJSON()).toEqual([messageChange(1, 'true')]); });
});

test('the third frame that is none ends the socket with 4400', async () => {
  const stage = await GatewayStage.open();
  const client = await stage.connect();
  client.ws.send('{');
  client.ws.send('{"t":"open","ch":0,"feed":"inbox"}');
  client.say({ t: 'ping' });
  await soon(() => { expect(client.heard).toEqual([{ t: 'pong' }]); });
  client.ws.send(Uint8Array.of());
  expect(await client.closed).toBe(4400);
});

test('a frame over 64 KiB ends its socket and no other', async () => {
  const stage = await GatewayStage.open();
  const [loud, other] = await Promise.all([stage.connect('ana'), stage.connect('bo')]);
  loud.ws.send('x'.repeat(limits.controlFrameMaxBytes + 1));
  expect(await loud.closed).toBe(1009);
  other.say({ t: 'ping' });
  await soon(() => { expect(other.heard).toEqual([{ t: 'pong' }]); });
});

test('the end of a device ends its sockets with 4401, a handshake under way with 401, and no other device', async () => {
  const stage = await GatewayStage.open();
  stage.sessions.set('ana-at-work', sessionOf(1, 3));
  const [room, channels, other] = await Promise.all([stage.connect('ana', '/sync/inbox'), stage.connect('ana'), stage.connect('ana-at-work')]);
  const { promise, resolve } = held();
  let isAsked = false;
  stage.allowsOrigin = async () => { isAsked = true; await promise; return true; };
  const late = stage.dial({ token: 'ana' });
  await soon(() => { expect(isAsked).toBe(true); });
  stage.gateway.closeDevice(1);
  resolve();
  expect(await Promise.all([room.closed, channels.closed, late.refused])).toEqual([4401, 4401, 401]);
  other.say({ t: 'ping' });
  await soon(() => { expect(other.heard).toEqual([{ t: 'pong' }]); });
  await soon(() => { expect(stage.presence).toEqual(['device-0001 came', 'device-0003 came', 'device-0001 went']); });
});

test('the end of a site ends the sockets of its visitors with 4403, a handshake under way with 403, and no staff or other site', async () => {
  const stage = await GatewayStage.open();
  stage.sessions.set('sam', { ...sessionOf(3), kind: 'staff' });
  stage.sessions.set('eve', { ...sessionOf(4), siteId: 2 });
  const [visitor, staff, elsewhere] = await Promise.all([stage.connect('ana'), stage.connect('sam'), stage.connect('eve')]);
  const { promise, resolve } = held();
  let isAsked = false;
  stage.allowsOrigin = async () => { isAsked = true; await promise; return true; };
  const late = stage.dial({ token: 'bo' });
  await soon(() => { expect(isAsked).toBe(true); });
  stage.gateway.closeSite(1);
  resolve();
  expect(await Promise.all([visitor.closed, late.refused])).toEqual([4403, 403]);
  for (const client of [staff, elsewhere]) {
    client.say({ t: 'ping' });
    await soon(() => { expect(client.heard).toEqual([{ t: 'pong' }]); });
  }
});

test('who is no longer a member loses channel and room, also those still being opened', async () => {
  const stage = await GatewayStage.open();
  const [client, room] = await Promise.all([stage.connect(), stage.connect('ana', `/sync/${conversationFeed(one)}`)]);
  await opened(client, 1, conversationFeed(one));
  const { promise, resolve } = held();
  let asked = 0;
  stage.openRoom = () => { asked += 1; return promise; };
  client.say({ t: 'open', ch: 2, feed: conversationFeed(one) });
  client.say({ t: 'open', ch: 3, feed: conversationFeed(two) });
  const late = stage.dial({ token: 'ana', path: `/sync/${conversationFeed(one)}` });
  await soon(() => { expect(asked).toBe(3); });
  stage.gateway.closeConversation(1, one);
  resolve();
  expect(await Promise.all([room.closed, late.refused])).toEqual([4404, 404]);
  await soon(() => { expect(client.heard).toContainEqual({ t: 'opened', ch: 3 }); });
  expect(client.heard).toContainEqual({ t: 'closed', ch: 1, code: 4404, reason: 'not-found' });
  expect(client.heard).toContainEqual({ t: 'closed', ch: 2, code: 4404, reason: 'not-found' });
  expect(client.heard).not.toContainEqual({ t: 'opened', ch: 2 });
});

test('a channel that was let go and asked for again while it was opening is the second feed', async () => {
  const stage = await GatewayStage.open();
  const client = await stage.connect();
  const lookups = [held(), held()];
  let asked = 0;
  stage.openRoom = async () => { await lookups[asked++]?.promise; };
  client.say({ t: 'open', ch: 1, feed: conversationFeed(one) });
  client.say({ t: 'close', ch: 1 });
  client.say({ t: 'open', ch: 1, feed: conversationFeed(two) });
  await soon(() => { expect(asked).toBe(2); });
  lookups[0]?.resolve();
  client.say({ t: 'ping' });
  await soon(() => { expect(client.heard).toEqual([{ t: 'pong' }]); });
  lookups[1]?.resolve();
  await soon(() => { expect(client.heard).toContainEqual({ t: 'opened', ch: 1 }); });
  const doc = new Y.Doc();
  listen(client, 1, doc);
  client.ws.send(encodeChannelFrame(1, step1(doc)));
  stage.happen(1, [messageChange(1, 'of the first')]);
  stage.happen(2, [messageChange(1, 'of the second')]);
  await soon(() => { expect(doc.getArray(feedArrayName).toJSON()).toEqual([messageChange(1, 'of the second')]); });
  expect(client.heard).toEqual([{ t: 'pong' }, { t: 'opened', ch: 1 }]);
});

test('draining answers what is under way, refuses what comes, and closes with 4503', async () => {
  const stage = await GatewayStage.open();
  const client = await stage.connect();
  const { promise, resolve } = held();
  let running = 0;
  stage.runCommand = async () => { running += 1; await promise; return {}; };
  const command = (id: number) => ({ t: 'command', id, name: 'receipt.read', args: { conversation: one, seq: 1 } });
  client.say(command(1));
  await soon(() => { expect(running).toBe(1); });
  const drained = stage.gateway.drain();
  client.say(command(2));
  expect(await stage.dial({ token: 'ana' }).refused).toBe(503);
  await soon(() => { expect(client.heard).toMatchObject([{ t: 'error', id: 2, error: { code: 'draining' } }]); });
  resolve();
  await drained;
  expect(await client.closed).toBe(4503);
  expect(client.heard).toMatchObject([{ id: 2 }, { t: 'ok', id: 1 }]);
  expect([running, stage.gateway.stats().sockets]).toEqual([1, 0]);
});

test('each socket gets one beat every 15 s, and only a sixtieth of them in one turn', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => { vi.useRealTimers(); });
  const stage = await GatewayStage.open();
  const clients = await Promise.all(Array.from({ length: 4 }, () => stage.connect()));
  const beats = () => clients.map(({ heard }) => heard.length);
  vi.advanceTimersByTime(limits.heartbeatMs / 60);
  await soon(() => { expect(beats().sort()).toEqual([0, 0, 0, 1]); });
  vi.advanceTimersByTime((limits.heartbeatMs / 60) * 59);
  await soon(() => { expect(beats()).toEqual([1, 1, 1, 1]); });
  vi.advanceTimersByTime(limits.heartbeatMs);
  await soon(() => { expect(beats()).toEqual([2, 2, 2, 2]); });
});
