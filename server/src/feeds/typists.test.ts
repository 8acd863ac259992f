import * as decoding from 'lib0/decoding';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { FoyerError } from '@foyer-chat/widget/protocol';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import type { FeedTarget, RateGate, Session } from '../services/ports.ts';
import { Channel } from '../realtime/channel.ts';
import { awarenessMessage } from './feed-messages.ts';
import { Feed } from './feed.ts';

const target: FeedTarget = { kind: 'conversation', id: 1, uid: 'conversation-1' };

/** A channel whose other end behaves as a stock provider: applies what it hears, and repeats every change to the server. */
function member(feed: Feed, user: string, rates: RateGate = { take: () => {} }) {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  onTestFinished(() => { awareness.destroy(); });
  let heard = 0;
  const channel = new Channel({
    session: { user, userId: user.length, deviceId: 1 } as Session, target, feed, rates,
    write: (message) => {
      heard += 1;
      const decoder = decoding.createDecoder(message);
      decoding.readVarUint(decoder);
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'server');
    },
    onEnd: (code) => { throw new Error(`The channel ended: ${code}`); },
  });
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    const update = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed]);
    channel.receive(Uint8Array.of(1, update.length, ...update));
  });
  return {
    channel, awareness,
    heard: () => heard,
    others: () => [...awareness.getStates()].filter(([client]) => client !== awareness.clientID).map(([, state]) => state),
  };
}

test('typing reaches the others under the name of the session, and what they repeat of it goes nowhere', () => {
  const feed = new Feed();
  const ana = member(feed, 'ana');
  const bo = member(feed, 'bo');
  const cem = member(feed, 'cem');
  ana.awareness.setLocalState({ typing: 'text' });
  expect(bo.others()).toEqual([{ user: 'ana', typing: 'text' }]);
  bo.awareness.setLocalState({ typing: 'voice' });
  expect(ana.others()).toEqual([{ user: 'bo', typing: 'voice' }]);
  ana.awareness.setLocalState(null);
  bo.awareness.setLocalState(null);
  for (const each of [ana, bo, cem]) expect(each.others()).toEqual([]);
  expect([ana.heard(), bo.heard(), cem.heard()]).toEqual([2, 2, 4]);
});

test('nobody types in the name of another, and who leaves no longer types', () => {
  const feed = new Feed();
  const ana = member(feed, 'ana');
  const bo = member(feed, 'bo');
  const forged = awarenessMessage(ana.awareness.clientID, 2 ** 31, { user: 'bo', typing: 'text' });
  bo.channel.receive(forged);
  expect(ana.others()).toEqual([]);
  bo.awareness.setLocalState({ typing: 'text' });
  expect(ana.others()).toEqual([{ user: 'bo', typing: 'text' }]);
  bo.channel.close();
  expect(ana.others()).toEqual([]);
});

test('beginning to type is limited, because everybody is told; its end always gets through, and the channel lives on', () => {
  let left = 1;
  const rates: RateGate = { take: (action) => { if (action === 'typing' && left-- < 1) throw new FoyerError('rate-limited'); } };
  const feed = new Feed();
  const ana = member(feed, 'ana', rates);
  const bo = member(feed, 'bo');
  for (let index = 0; index < 5; index += 1) ana.awareness.setLocalState({ typing: 'text' });
  expect([bo.others(), bo.heard()]).toEqual([[{ user: 'ana', typing: 'text' }], 1]);
  ana.awareness.setLocalState(null);
  expect([bo.others(), bo.heard()]).toEqual([[], 2]);
});

test('a provider that lost sight of many at once says so in a long message, and that is no fault', () => {
  const feed = new Feed();
  const ana = member(feed, 'ana');
  const gone = Uint8Array.from([40, ...Array.from({ length: 40 }, () => [200, 200, 200, 200, 1, 1, 4, 110, 117, 108, 108]).flat()]);
  const head = [1, (gone.length & 0x7f) | 0x80, gone.length >> 7];
  for (let index = 0; index < 5; index += 1) ana.channel.receive(Uint8Array.of(...head, ...gone));
  ana.awareness.setLocalState({ typing: 'text' });
});
