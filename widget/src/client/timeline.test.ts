import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Message } from '../protocol/records.ts';
import type { MessageStatus } from './api.ts';
import type { OutboxEntry, OutboxState } from './outbox-store.ts';
import { buildTimeline } from './timeline.ts';

const me = 'user-me-1';
const other = 'user-other';
const message = (seq: number, from: string, clientId = `c${seq}`): Message => ({ seq, clientId, from, at: seq, content: { kind: 'text', text: `m${seq}` } });
const entry = (order: number, state: OutboxState, clientId = `o${order}`): OutboxEntry => ({
  order, clientId, conversation: 'conversation-1', content: { kind: 'text', text: clientId }, at: order, state,
});
const nowhere = { deliveredSeq: 0, readSeq: 0 };
const rank: Record<MessageStatus, number> = { failed: -1, queued: 0, sent: 1, delivered: 2, read: 3 };

test('an own message keeps one row, one key and its place from the outbox into the feed', () => {
  const messages = [message(1, other)];
  const queued = buildTimeline({ messages, outbox: [entry(1, { name: 'queued' })], watermarks: nowhere, me });
  const sent = buildTimeline({ messages, outbox: [entry(1, { name: 'sent', seq: 2, at: 5 })], watermarks: nowhere, me }, queued);
  const shown = buildTimeline({ messages: [...messages, message(2, me, 'o1')], outbox: [entry(1, { name: 'sent', seq: 2, at: 5 })], watermarks: nowhere, me }, sent);
  expect([queued, sent, shown].map((items) => items.map(({ key, status }) => [key, status]))).toEqual([
    [['seq:1', undefined], [`${me}:o1`, 'queued']],
    [['seq:1', undefined], [`${me}:o1`, 'sent']],
    [['seq:1', undefined], [`${me}:o1`, 'sent']],
  ]);
});

test('a message that the feed shows before its acknowledgement arrives is shown once, as sent', () => {
  const items = buildTimeline({ messages: [message(1, me, 'o1')], outbox: [entry(1, { name: 'queued' })], watermarks: nowhere, me });
  expect(items.map(({ key, status }) => [key, status])).toEqual([[`${me}:o1`, 'sent']]);
});

test('acknowledged messages stand before those that still wait, in the order of the server', () => {
  const outbox = [entry(1, { name: 'queued' }), entry(2, { name: 'sent', seq: 9, at: 1 }), entry(3, { name: 'sent', seq: 8, at: 1 })];
  expect(buildTimeline({ messages: [], outbox, watermarks: nowhere, me }).map(({ message }) => message.clientId)).toEqual(['o3', 'o2', 'o1']);
});

test('a failed message says why, and rows that did not change are the same objects', () => {
  const outbox = [entry(1, { name: 'failed', code: 'forbidden' })];
  const input = { messages: [message(1, other), message(2, me)], outbox, watermarks: nowhere, me };
  const first = buildTimeline(input);
  expect(first.at(-1)).toMatchObject({ status: 'failed', error: 'forbidden' });
  const second = buildTimeline({ ...input, watermarks: { deliveredSeq: 2, readSeq: 0 } }, first);
  expect(second.map((item, index) => item === first[index])).toEqual([true, false, true]);
  expect(second[1]?.status).toBe('delivered');
});

/** A world that only goes forward: acknowledgements, feed entries and watermarks in any interleaving. */
test('whatever comes in whatever order, no status goes back and no message shows twice', () => {
  const step = fc.constantFrom('queue', 'ack', 'feed', 'other', 'delivered', 'read');
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const server: Message[] = [];
    const messages: Message[] = [];
    let outbox: OutboxEntry[] = [];
    let watermarks = nowhere;
    let items: ReturnType<typeof buildTimeline> = [];
    const best = new Map<string, number>();
    let order = 0;
    for (const name of steps) {
      if (name === 'queue') { order += 1; outbox = [...outbox, entry(order, { name: 'queued' })]; }
      if (name === 'other') server.push(message(server.length + 1, other));
      if (name === 'ack') {
        const head = outbox.find(({ state }) => state.name === 'queued');
        if (head && !server.some(({ clientId }) => clientId === head.clientId)) server.push(message(server.length + 1, me, head.clientId));
        const seq = server.find(({ clientId }) => clientId === head?.clientId)?.seq ?? 0;
        outbox = outbox.map((candidate) => (candidate === head ? { ...head, state: { name: 'sent', seq, at: seq } } : candidate));
      }
      const next = server[messages.length];
      if (name === 'feed' && next) messages.push(next);
      if (name === 'delivered') watermarks = { ...watermarks, deliveredSeq: server.length };
      if (name === 'read') watermarks = { deliveredSeq: server.length, readSeq: server.length };
      items = buildTimeline({ messages, outbox, watermarks, me }, items);
      expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
      expect(items.filter(({ own }) => own)).toHaveLength(order);
      for (const { key, status } of items) {
        if (!status) continue;
        expect(rank[status]).toBeGreaterThanOrEqual(best.get(key) ?? 0);
        best.set(key, rank[status]);
      }
    }
  }), { numRuns: 200 });
});
