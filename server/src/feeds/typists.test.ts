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

const inbox: FeedTarget = { kind: 'inbox', userId: 1 };
interface MemberOptions { target?: FeedTarget; lists?: () => Feed[]; rates?: RateGate; onHeard?: () => void; isBlocked?: () => boolean }

/** A channel whose other end behaves as a stock provider: applies what it hears, and repeats every change to the server. */
function member(feed: Feed, user: string, options: MemberOptions = {}) {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState(null);
  onTestFinished(() => { awareness.destroy(); });
  let heard = 0;
  const channel = new Channel({
    session: { user, userId: user.length, deviceId: 1, get isBlocked() { return options.isBlocked?.() ?? false; } } as Session, target: options.target ?? target, feed,
    rates: options.rates ?? { take: () => {} }, lists: options.lists ?? (() => []),
    write: (message) => {
      heard += 1;
      options.onHeard?.();
      const decoder = decoding.createDecoder(message);
      decoding.readVarUint(decoder);
      applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'server');
    },
    onEnd: (code) => { if (code !== 'not-found') throw new Error(`The channel ended: ${code}`); },
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

test('who is blocked types for nobody, also when they were at it', () => {
  const feed = new Feed();
  let isBlocked = false;
  const ana = member(feed, 'ana', { isBlocked: () => isBlocked });
  const bo = member(feed, 'bo');
  ana.awareness.setLocalState({ typing: 'text' });
  expect(bo.others()).toEqual([{ user: 'ana', typing: 'text' }]);
  isBlocked = true;
  ana.awareness.setLocalState({ typing: 'voice' });
  expect(bo.others()).toEqual([]);
  ana.awareness.setLocalState({ typing: 'text' });
  expect(bo.others()).toEqual([]);
  isBlocked = false;
  ana.awareness.setLocalState({ typing: 'text' });
  expect(bo.others()).toEqual([{ user: 'ana', typing: 'text' }]);
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
  const ana = member(feed, 'ana', { rates });
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

const queryAwareness = Uint8Array.of(3);

test('lists show who types in which conversation, until it ends or they are no longer told', () => {
  const feed = new Feed();
  const [first, second] = [new Feed(), new Feed()];
  const lists = { told: [first] };
  const ana = member(feed, 'ana', { lists: () => lists.told });
  const [bo, cem] = [member(first, 'bo', { target: inbox }), member(second, 'cem', { target: inbox })];
  const shown = { user: 'ana', typing: 'text', conversation: 'conversation-1' };
  ana.awareness.setLocalState({ typing: 'text' });
  expect([bo.others(), cem.others()]).toEqual([[shown], []]);
  lists.told = [first, second];
  ana.awareness.setLocalState({ typing: 'text' });
  expect([bo.others(), cem.others()]).toEqual([[shown], [shown]]);
  lists.told = [second];
  ana.awareness.setLocalState({ typing: 'voice' });
  expect([bo.others(), cem.others()]).toEqual([[], [{ ...shown, typing: 'voice' }]]);
  ana.awareness.setLocalState(null);
  expect([bo.others(), cem.others()]).toEqual([[], []]);
  ana.awareness.setLocalState({ typing: 'text' });
  ana.channel.close();
  expect([bo.others(), cem.others()]).toEqual([[], []]);
  expect(cem.awareness.meta.size).toBe(2);
});

test('who comes to a list is shown who types now, also where nobody has read it meanwhile', () => {
  const feed = new Feed();
  const list = new Feed();
  const ana = member(feed, 'ana', { lists: () => [list] });
  ana.awareness.setLocalState({ typing: 'text' });
  const bo = member(list, 'bo', { target: inbox });
  bo.channel.receive(queryAwareness);
  expect(bo.others()).toHaveLength(1);
  bo.channel.close();
  const late = member(list, 'bo', { target: inbox });
  late.channel.receive(queryAwareness);
  expect(late.others()).toEqual([{ user: 'ana', typing: 'text', conversation: 'conversation-1' }]);
  ana.channel.end('not-found');
  const later = member(list, 'bo', { target: inbox });
  later.channel.receive(queryAwareness);
  expect([late.others(), later.others(), later.heard()]).toEqual([[], [], 0]);
});

test('nobody types on the channel of a list', () => {
  const list = new Feed();
  const [ana, bo] = [member(list, 'ana', { target: inbox, lists: () => [list] }), member(list, 'bo', { target: inbox })];
  ana.awareness.setLocalState({ typing: 'text' });
  expect([bo.others(), bo.heard()]).toEqual([[], 0]);
});

test('a channel that ends by what it tells is told of nowhere', () => {
  for (const place of ['feed', 'first', 'second'] as const) {
    const feeds = { feed: new Feed(), first: new Feed(), second: new Feed() };
    const ana = member(feeds.feed, 'ana', { lists: () => [feeds.first, feeds.second] });
    member(feeds[place], 'slow', { onHeard: () => { ana.channel.close(); } });
    ana.awareness.setLocalState({ typing: 'text' });
    for (const feed of Object.values(feeds)) {
      const late = member(feed, 'late');
      late.channel.receive(queryAwareness);
      expect(late.heard(), place).toBe(0);
    }
  }
});
