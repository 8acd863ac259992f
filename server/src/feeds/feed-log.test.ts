import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { limits } from '@foyer-chat/widget/protocol';
import { FeedLog, maxAppend } from './feed-log.ts';

/** What the server would be with a real document: the oracle of every byte. */
class YjsLog {
  readonly doc = new Y.Doc();
  readonly #array = this.doc.getArray('log');

  constructor(client: number) { this.doc.clientID = client; }

  append(values: unknown[], isClearedBefore = false): Uint8Array {
    let update = new Uint8Array();
    const keep = (bytes: Uint8Array<ArrayBuffer>) => { update = bytes; };
    this.doc.on('update', keep as never);
    this.doc.transact(() => {
      if (isClearedBefore) this.#array.delete(0, this.#array.length);
      this.#array.push(values);
      if (this.#array.length > limits.feedWindowMax) this.#array.delete(0, this.#array.length - limits.feedWindowMin);
    });
    this.doc.off('update', keep as never);
    return update;
  }

  diff(clock: number): Uint8Array {
    const vector = clock === 0 ? new Uint8Array([0]) : Y.encodeStateVector(new Map([[this.doc.clientID, clock]]));
    return Y.encodeStateAsUpdate(this.doc, vector);
  }
}

const entry = fc.oneof(
  fc.record({ v: fc.nat(), kind: fc.constant('message'), text: fc.string(), at: fc.maxSafeNat(), on: fc.boolean(), none: fc.constant(null) }, { noNullPrototype: true }),
  // Keys of entries are ours, or an emoji; decoders of Yjs lose one named `__proto__` (the schema of emoji refuses it).
  fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__"')).map((value) => ({ value: JSON.parse(JSON.stringify(value)) as unknown })),
);
const copied = (update: Uint8Array): Uint8Array => update.slice();
const history = fc.array(fc.array(entry, { minLength: 1, maxLength: maxAppend }), { minLength: 1, maxLength: 12 });

test('every update and every diff is byte for byte what Yjs writes', () => {
  fc.assert(fc.property(history, fc.array(fc.nat({ max: 800 }), { maxLength: 6 }), (batches, clocks) => {
    const log = new FeedLog();
    const oracle = new YjsLog(log.client);
    for (const batch of batches) {
      expect(log.append(batch, copied)).toEqual(oracle.append(batch));
      for (const clock of [0, log.end, ...clocks.filter((value) => value <= log.end)]) expect(log.diff(clock, copied)).toEqual(oracle.diff(clock));
    }
  }), { numRuns: 150 });
});

test('a stock document ends equal however it joined: from the start, late, or returning', () => {
  fc.assert(fc.property(history, fc.nat({ max: 11 }), (batches, pause) => {
    const log = new FeedLog();
    const steady = new Y.Doc();
    const returning = new Y.Doc();
    batches.forEach((batch, index) => {
      const update = log.append(batch, copied);
      Y.applyUpdate(steady, update);
      if (index < pause) Y.applyUpdate(returning, update);
    });
    const clock = Y.decodeStateVector(Y.encodeStateVector(returning)).get(log.client) ?? 0;
    Y.applyUpdate(returning, log.diff(clock, copied));
    const late = new Y.Doc();
    Y.applyUpdate(late, log.diff(0, copied));
    const all = batches.flat();
    const seen = steady.getArray('log').toJSON();
    expect(seen).toEqual(all.slice(all.length - seen.length));
    expect(seen.length).toBeLessThanOrEqual(limits.feedWindowMax);
    expect(returning.getArray('log').toJSON()).toEqual(seen);
    expect(late.getArray('log').toJSON()).toEqual(seen);
    for (const doc of [steady, returning, late]) expect(doc.store.pendingStructs).toBeNull();
  }), { numRuns: 100 });
});

test('after a clear, too, every byte is what Yjs writes, and only those who saw them before have the old entries until the next', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.array(entry, { minLength: 1, maxLength: maxAppend }), fc.boolean()), { minLength: 1, maxLength: 8 }), (batches) => {
    const log = new FeedLog();
    const oracle = new YjsLog(log.client);
    const reader = new Y.Doc();
    for (const [batch, isClearedBefore] of batches) {
      if (isClearedBefore) {
        log.clear();
        const late = new Y.Doc();
        Y.applyUpdate(late, log.diff(0, copied));
        expect(late.getArray('log').length).toBe(0);
      }
      const update = log.append(batch, copied);
      expect(update).toEqual(oracle.append(batch, isClearedBefore));
      Y.applyUpdate(reader, update);
      for (const clock of [0, log.end - batch.length, log.end]) expect(log.diff(clock, copied)).toEqual(oracle.diff(clock));
      expect(reader.getArray('log').toJSON()).toEqual(oracle.doc.getArray('log').toJSON());
    }
  }), { numRuns: 100 });
});

test('a window keeps its size over a long life', () => {
  const log = new FeedLog();
  for (let index = 0; index < 5_000; index += 1) log.append([{ index }], copied);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, log.diff(0, copied));
  const length = doc.getArray('log').length;
  expect(length).toBeGreaterThanOrEqual(limits.feedWindowMin);
  expect(length).toBeLessThanOrEqual(limits.feedWindowMax);
  expect(log.diff(0, copied).length).toBeLessThan(128 * 40);
});
