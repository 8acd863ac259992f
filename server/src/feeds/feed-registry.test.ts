import { type Change, type InboxEntry } from '@foyer-chat/widget/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { messageChange } from '../../test/gateway-stage.ts';
import type { FeedTarget } from '../services/ports.ts';
import { FeedRegistry } from './feed-registry.ts';
import type { Feed, Subscriber } from './feed.ts';

const conversation = (id: number): FeedTarget => ({ kind: 'conversation', id, uid: `conversation-${id}` });
const inbox: FeedTarget = { kind: 'inbox', userId: 1 };
const left: InboxEntry = { kind: 'left', conversation: 'conversation-1' };
const subscriber = (): Subscriber & { heard: number; restarts: number } => ({
  heard: 0, restarts: 0, send() { this.heard += 1; }, restart() { this.restarts += 1; },
});

function registry(recentChanges: (id: number) => Promise<Change[]> = () => Promise.resolve([])) {
  const clock = { now: 1_000_000 };
  const feeds = new FeedRegistry({ recentChanges, logger: { warn: () => {} }, now: () => clock.now });
  onTestFinished(() => { feeds.stop(); });
  return { feeds, clock };
}

async function joined(feeds: FeedRegistry, target: FeedTarget): Promise<{ reader: ReturnType<typeof subscriber>; feed: Feed }> {
  const reader = subscriber();
  let found: Feed | undefined;
  await feeds.open(target, (feed) => { found = feed; feed.subscribe(reader); });
  return { reader, feed: found as Feed };
}

test('a feed stays five minutes after its last reader, and not longer', async () => {
  const { feeds, clock } = registry();
  const { reader, feed } = await joined(feeds, conversation(1));
  clock.now += 3_600_000;
  feeds.forgetIdle();
  expect(feeds.size).toBe(1);
  feed.unsubscribe(reader, clock.now);
  clock.now += 5 * 60_000 - 1;
  feeds.forgetIdle();
  expect(feeds.size).toBe(1);
  clock.now += 1;
  feeds.forgetIdle();
  expect(feeds.size).toBe(0);
});

test('a feed that was made for somebody who never joined is forgotten too', async () => {
  const { feeds, clock } = registry();
  await feeds.open(conversation(1), () => {});
  await feeds.open(inbox, () => {});
  feeds.forgetIdle();
  expect(feeds.size).toBe(2);
  clock.now += 5 * 60_000;
  feeds.forgetIdle();
  expect(feeds.size).toBe(0);
});

test('of too many idle conversations the oldest are forgotten, and watched ones never', async () => {
  const { feeds, clock } = registry();
  const watched = await joined(feeds, conversation(0));
  for (let id = 1; id <= 10_050; id += 1) {
    const { reader, feed } = await joined(feeds, conversation(id));
    feed.unsubscribe(reader, clock.now);
  }
  feeds.forgetIdle();
  expect(feeds.size).toBe(10_000);
  expect((await joined(feeds, conversation(0))).feed).toBe(watched.feed);
});

test('a list has readers or is not built for: nobody, somebody, nobody', async () => {
  const { feeds, clock } = registry();
  expect(feeds.hasInbox(1)).toBe(false);
  const { reader, feed } = await joined(feeds, inbox);
  expect([feeds.hasInbox(1), feeds.hasInbox(2), feeds.hasDesk(1)]).toEqual([true, false, false]);
  feeds.inbox(1, left);
  feeds.inbox(2, left);
  expect(reader.heard).toBe(1);
  feed.unsubscribe(reader, clock.now);
  expect(feeds.hasInbox(1)).toBe(false);
});

test('a list that nobody has opened is not made by asking for it', async () => {
  const { feeds } = registry();
  expect([feeds.list({ kind: 'inbox', userId: 1 }), feeds.list({ kind: 'desk', siteId: 1 }), feeds.size]).toEqual([undefined, undefined, 0]);
  const { feed } = await joined(feeds, inbox);
  expect([feeds.list({ kind: 'inbox', userId: 1 }), feeds.list({ kind: 'inbox', userId: 2 }), feeds.list({ kind: 'desk', siteId: 1 })]).toEqual([feed, undefined, undefined]);
});

test('who joins while a conversation starts anew joins the new log, and hears what comes', async () => {
  const held = Promise.withResolvers<void>();
  const text = { now: 'the old text' };
  const { feeds } = registry(async () => {
    const found = [messageChange(1, text.now)];
    await held.promise;
    return found;
  });
  const joining = joined(feeds, conversation(1));
  text.now = 'emptied';
  feeds.restart({ id: 1 });
  held.resolve();
  const { reader, feed } = await joining;
  expect(Buffer.from(feed.answer([]) ?? []).toString('latin1')).toContain('emptied');
  feeds.conversation({ id: 1 }, [messageChange(2)]);
  expect(reader.heard).toBe(1);
});

test('who joins in the turn of a restart hears of it or joins the new log, whichever comes first', async () => {
  for (let hops = 0; hops < 8; hops += 1) {
    const { feeds } = registry(() => Promise.resolve([messageChange(1)]));
    const joining = joined(feeds, conversation(1));
    for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
    feeds.restart({ id: 1 });
    const { reader } = await joining;
    feeds.conversation({ id: 1 }, [messageChange(2)]);
    expect(reader.restarts + reader.heard, `${hops} turns`).toBe(1);
  }
});

test('when a conversation starts anew, who joins a list later is not shown what it quoted, and those who watch it go on', async () => {
  const { feeds } = registry();
  const { reader, feed } = await joined(feeds, inbox);
  const bytes = () => Buffer.from(feed.answer([]) ?? []).toString('latin1');
  feeds.inbox(1, left);
  expect(bytes()).toContain(left.conversation);
  feeds.restart({ id: 1 });
  expect(bytes()).not.toContain(left.conversation);
  feeds.inbox(1, { kind: 'left', conversation: 'conversation-2' });
  expect(bytes()).toContain('conversation-2');
  expect([reader.heard, reader.restarts]).toEqual([2, 0]);
});

test('a conversation that cannot be read is refused, and read anew for the next reader', async () => {
  let isBroken = true;
  const { feeds } = registry(() => (isBroken ? Promise.reject(new Error('the disk')) : Promise.resolve([messageChange(1)])));
  await expect(joined(feeds, conversation(1))).rejects.toThrow('the disk');
  isBroken = false;
  const { reader } = await joined(feeds, conversation(1));
  feeds.conversation({ id: 1 }, [messageChange(2)]);
  expect(reader.heard).toBe(1);
});
