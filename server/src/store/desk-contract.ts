import { deskLists, type DeskList } from '@foyer-chat/widget/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ActivityCursor } from './desk-store.ts';
import { withStore, type Scenario } from './store-contract.ts';
import type { ConversationRow, SiteRow, Store, UserRow } from './store.ts';

/** The rules of what staff have, which every engine keeps. */
export function deskContract(open: () => Promise<Store>, runs: number): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  async function staffOf(site: SiteRow): Promise<UserRow> {
    const added = await store.staff.add({ uid: scenario.id('staff'), email: `${scenario.id('a')}@example.org`, name: 'Sam', role: 'agent', passwordHash: null, siteIds: [site.id], at: scenario.at });
    return (await store.users.get(added.userId))!;
  }

  /** A visitor with a support conversation, in which they have said `text`, if anything. */
  async function asking(site: SiteRow, text?: string, profile: { name?: string; email?: string } = {}) {
    const visitor = await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'visitor', name: 'Ada', ...profile, at: scenario.at });
    const device = await scenario.device(site, visitor.id);
    const { conversation } = await store.conversations.open({
      uid: scenario.id('conversation'), siteId: site.id, kind: 'support', title: '', uniqueKey: `support:${visitor.id}`, at: scenario.at,
      members: [{ userId: visitor.id, role: 'visitor' }, { userId: site.teamUserId, role: 'team' }],
    });
    const say = (words: string, clientId?: string) => store.log.append(scenario.message(conversation, visitor, device, words, clientId));
    if (text !== undefined) await say(text);
    return { visitor, device, conversation, say };
  }

  const standing = async ({ id }: { id: number }) => {
    const row = await store.conversations.get(id);
    return row && { state: row.state, assignee: row.assignee, snoozedUntil: row.snoozedUntil, version: row.version };
  };

  async function pages(siteId: number, which: { list?: DeskList; staffId: number }, limit: number): Promise<ConversationRow[]> {
    const rows: ConversationRow[] = [];
    for (let before: ActivityCursor | undefined, isFirst = true; isFirst || before; isFirst = false) {
      const page = await store.handling.page(siteId, which, before, limit);
      rows.push(...page.rows);
      before = page.next;
    }
    return rows;
  }

  test('a removed account cannot sign in and holds nothing; what it wrote stays, with its name', async () => {
    const site = await scenario.site();
    const email = `${scenario.id('gone')}@example.org`;
    const { userId } = await store.staff.add({ uid: scenario.id('staff'), email, name: 'Sam', role: 'agent', passwordHash: 'hash', siteIds: [site.id], at: scenario.at });
    const staff = (await store.users.get(userId))!;
    const device = await scenario.device(site, userId);
    const setup = scenario.hash();
    await store.staff.addSetup({ hash: setup, userId, expiresAt: scenario.at + 10 });
    const { conversation } = await asking(site, 'hello');
    await store.log.append({ ...scenario.message(conversation, staff, device, 'Good day'), memberId: site.teamUserId });
    await store.handling.assign(conversation.id, userId, scenario.at);
    const count = await store.staff.count();

    expect(await store.staff.remove(email, scenario.at)).toEqual({ uid: staff.uid, devices: 1, released: 1 });
    expect(await store.staff.remove(email, scenario.at)).toBeUndefined();
    expect([await store.staff.byEmail(email), await store.staff.byUser(userId), await store.staff.takeSetup(setup, scenario.at)]).toEqual([undefined, undefined, undefined]);
    expect(await store.staff.count()).toBe(count - 1);
    expect((await store.users.staffOf(site.id)).map(({ id }) => id)).not.toContain(userId);
    expect((await store.devices.get(device.id))?.revokedAt).toBe(scenario.at);
    expect(await standing(conversation)).toMatchObject({ assignee: null, version: 4 });
    expect((await store.log.page(conversation.id, { after: 0 }, 9)).map(({ from }) => from)).toContain(staff.uid);
    expect((await store.users.formerStaff()).find(({ id }) => id === userId)).toMatchObject({ name: 'Sam', email: null });
    expect(await store.log.authorsAmong(conversation.id, [userId, 999_999_999])).toEqual([userId]);
    expect(await store.log.authorsAmong(conversation.id, [])).toEqual([]);
    // The address is free again.
    await store.staff.add({ uid: scenario.id('staff'), email, name: 'Sam', role: 'agent', passwordHash: null, siteIds: 'all', at: scenario.at });
  });

  test('assigning, snoozing and resolving each take a version once, and the log tells people of the conversation nothing but its state', async () => {
    const site = await scenario.site();
    const staff = await staffOf(site);
    const { conversation } = await asking(site, 'hello');
    const { id } = conversation;
    const { at } = scenario;
    expect(await store.handling.assign(id, staff.id, at, staff.id)).toEqual({ v: 2 });
    expect(await store.handling.assign(id, staff.id, at, staff.id)).toBeUndefined();
    expect(await store.handling.snooze(id, at + 10, at, staff.id)).toEqual({ v: 3 });
    expect(await store.handling.snooze(id, at + 10, at, staff.id)).toBeUndefined();
    expect(await standing(conversation)).toEqual({ state: 'open', assignee: staff.uid, snoozedUntil: at + 10, version: 3 });
    expect(await store.handling.setState(id, 'resolved', at, staff.id)).toEqual({ v: 4, state: 'resolved' });
    expect(await standing(conversation)).toEqual({ state: 'resolved', assignee: staff.uid, snoozedUntil: null, version: 4 });
    expect(await store.handling.snooze(id, at + 20, at, staff.id)).toEqual({ v: 5, state: 'open' });
    expect(await store.handling.assign(id, null, at)).toEqual({ v: 6 });
    expect(await store.handling.snooze(id, null, at)).toEqual({ v: 7 });
    expect(await store.log.changesAfter(id, 1, 100)).toEqual([
      { v: 2, kind: 'state' }, { v: 3, kind: 'state' }, { v: 4, kind: 'state', state: 'resolved' }, { v: 5, kind: 'state', state: 'open' }, { v: 6, kind: 'state' }, { v: 7, kind: 'state' },
    ]);
    await expect(store.handling.assign(999_999_999, staff.id, at)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a message brings a conversation back that was put away before it, and no message does that was there already', async () => {
    const site = await scenario.site();
    const { conversation, device, say } = await asking(site, 'hello');
    const { at } = scenario;
    const put = { resolved: () => store.handling.setState(conversation.id, 'resolved', at), snoozed: () => store.handling.snooze(conversation.id, at + 1000, at) };
    await say('first', 'client-first');
    for (const away of [put.resolved, put.snoozed]) {
      const clientId = scenario.id('client');
      await away();
      const before = await standing(conversation);
      await say('first', 'client-first');
      expect(await store.handling.wake(conversation.id, { deviceId: device.id, clientId: 'client-first' }, at)).toBeUndefined();
      expect(await store.handling.wake(conversation.id, { deviceId: device.id, clientId: 'client-unknown' }, at)).toBeUndefined();
      expect(await standing(conversation)).toEqual(before);
      const [, early] = await Promise.all([say('again', clientId), store.handling.wake(conversation.id, { deviceId: device.id, clientId }, at)]);
      const woken = early ?? await store.handling.wake(conversation.id, { deviceId: device.id, clientId }, at);
      expect(woken?.v).toBe((before?.version ?? 0) + 2);
      expect(await standing(conversation)).toMatchObject({ state: 'open', snoozedUntil: null });
      expect(await store.handling.wake(conversation.id, { deviceId: device.id, clientId }, at)).toBeUndefined();
    }
  });

  test('what is snoozed comes back when its time is over, and not before', async () => {
    const site = await scenario.site();
    const [soon, late] = [await asking(site, 'soon'), await asking(site, 'late')];
    // A time of its own: other tests of this database snooze too.
    const at = scenario.at - 1e9;
    await store.handling.snooze(soon.conversation.id, at + 10, at);
    await store.handling.snooze(late.conversation.id, at + 20, at);
    expect(await store.handling.wakeDue(at + 9, 10)).toEqual([]);
    expect(await store.handling.wakeDue(at + 10, 10)).toEqual([{ conversationId: soon.conversation.id, v: 3 }]);
    expect(await store.handling.wakeDue(at + 10, 10)).toEqual([]);
    expect(await store.handling.wakeDue(at + 30, 10)).toEqual([{ conversationId: late.conversation.id, v: 3 }]);
    expect(await standing(late.conversation)).toMatchObject({ state: 'open', snoozedUntil: null });
  });

  test('whatever staff do, the pages of each list are together what belongs into it, once each, and the counts are their lengths', async () => {
    const step = fc.record({
      who: fc.nat({ max: 5 }), minutes: fc.nat({ max: 3 }),
      what: fc.constantFrom('write', 'resolve', 'open', 'snooze', 'wake', 'assign me', 'assign other', 'release'),
    });
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer({ min: 1, max: 4 }), async (steps, limit) => {
      const site = await scenario.site();
      const [me, other] = [await staffOf(site), await staffOf(site)];
      const all = await Promise.all(Array.from({ length: 6 }, (_, index) => asking(site, index % 3 === 0 ? undefined : 'hello')));
      for (const { who, minutes, what } of steps) {
        scenario.at += minutes * 60_000;
        const { conversation: { id }, say } = all[who]!;
        if (what === 'write') await say('more');
        else if (what === 'resolve' || what === 'open') await store.handling.setState(id, what === 'open' ? 'open' : 'resolved', scenario.at);
        else if (what === 'snooze' || what === 'wake') await store.handling.snooze(id, what === 'wake' ? null : scenario.at + 1e6, scenario.at);
        else await store.handling.assign(id, what === 'release' ? null : what === 'assign me' ? me.id : other.id, scenario.at);
      }
      const rows = await Promise.all(all.map(async ({ conversation }) => (await store.conversations.get(conversation.id))!));
      const begun = rows.filter(({ lastSeq }) => lastSeq > 0);
      const awake = begun.filter(({ state, snoozedUntil }) => state === 'open' && snoozedUntil === null);
      const expected: Record<DeskList, ConversationRow[]> = {
        all: awake, mine: awake.filter(({ assignee }) => assignee === me.uid), unassigned: awake.filter(({ assignee }) => assignee === null),
        snoozed: begun.filter(({ state, snoozedUntil }) => state === 'open' && snoozedUntil !== null), resolved: begun.filter(({ state }) => state === 'resolved'),
      };
      const ids = (list: ConversationRow[]) => list.map(({ id }) => id).sort((a, b) => a - b);
      for (const list of deskLists) expect(ids(await pages(site.id, { list, staffId: me.id }, limit)), list).toEqual(ids(expected[list]));
      expect(ids(await pages(site.id, { staffId: me.id }, limit))).toEqual(ids(rows));
      const counts = await store.handling.counts(site.id);
      const count = (fits: (row: (typeof counts)[number]) => boolean) => counts.filter(fits).reduce((sum, row) => sum + row.count, 0);
      expect(count(({ state, isSnoozed }) => state === 'open' && !isSnoozed)).toBe(expected.all.length);
      expect(count(({ state, isSnoozed, assignee }) => state === 'open' && !isSnoozed && assignee === me.uid)).toBe(expected.mine.length);
      expect(count(({ isSnoozed }) => isSnoozed)).toBe(expected.snoozed.length);
      expect(count(({ state }) => state === 'resolved')).toBe(expected.resolved.length);
    }), { numRuns: runs });
  });

  test('a note is stored once, read by page, and gone with whom it is of or about', async () => {
    const site = await scenario.site();
    const [sam, tom] = [await staffOf(site), await staffOf(site)];
    const { conversation, visitor } = await asking(site, 'hello');
    const add = (user: UserRow, text: string, clientId = scenario.id('client')) => store.notes.add({ uid: scenario.id('note'), conversationId: conversation.id, userId: user.id, clientId, text, at: scenario.at });
    const first = await add(sam, 'one', 'client-note');
    expect(first).toMatchObject({ isNew: true, note: { from: sam.uid, text: 'one', at: scenario.at } });
    expect(await add(sam, 'one', 'client-note')).toEqual({ ...first, isNew: false });
    await expect(add(sam, 'other', 'client-note')).rejects.toMatchObject({ code: 'client-id-reused' });
    await add(tom, 'two');
    await add(sam, 'three');
    const newest = await store.notes.page(conversation.id, undefined, 2);
    expect(newest.notes.map(({ text }) => text)).toEqual(['two', 'three']);
    expect(await store.notes.page(conversation.id, newest.next, 2)).toEqual({ notes: [first.note] });
    expect(await store.notes.get(conversation.id, first.note.id)).toMatchObject({ userId: sam.id });
    expect(await store.notes.get(conversation.id + 1, first.note.id)).toBeUndefined();

    expect(JSON.stringify(await store.users.exportOf(visitor.uid))).not.toContain('three');
    expect(await store.users.exportOf(sam.uid)).toMatchObject({ notes: [{ conversation: conversation.uid, text: 'one' }, { text: 'three' }] });
    await store.handling.assign(conversation.id, sam.id, scenario.at);
    await store.users.erase(sam.uid, scenario.at);
    expect((await store.notes.page(conversation.id, undefined, 9)).notes.map(({ text }) => text)).toEqual(['two']);
    expect(await standing(conversation)).toMatchObject({ assignee: null });
    await store.users.erase(visitor.uid, scenario.at);
    expect(await store.notes.page(conversation.id, undefined, 9)).toEqual({ notes: [] });
  });

  test('canned replies are one text a shortcut of a site, and not too many', async () => {
    const [site, other] = [await scenario.site(), await scenario.site()];
    const put = (siteId: number, shortcut: string, text: string, replaces?: string) => store.replies.put({ siteId, shortcut, text, replaces, at: scenario.at, max: 2 });
    await put(site.id, 'hi', 'Hello');
    await put(other.id, 'hi', 'Moin');
    await put(site.id, 'bye', 'Goodbye');
    await put(site.id, 'hi', 'Hello there');
    await expect(put(site.id, 'third', 'x')).rejects.toMatchObject({ code: 'too-large' });
    expect(await store.replies.list(site.id)).toEqual([{ shortcut: 'bye', text: 'Goodbye' }, { shortcut: 'hi', text: 'Hello there' }]);
    await put(site.id, 'hello', 'Hello there', 'hi');
    await put(site.id, 'hello', 'Hello again', 'hello');
    expect(await store.replies.list(site.id)).toEqual([{ shortcut: 'bye', text: 'Goodbye' }, { shortcut: 'hello', text: 'Hello again' }]);
    await store.replies.delete(site.id, 'hello');
    await store.replies.delete(site.id, 'hello');
    expect(await store.replies.list(site.id)).toHaveLength(1);
    expect(await store.replies.list(other.id)).toHaveLength(1);
  });

  test('of a visitor the newest pages are kept, in order, and what is not said again stays', async () => {
    const site = await scenario.site();
    const visitor = await scenario.user(site);
    const note = (said: object, at = scenario.at) => store.visitors.note({ userId: visitor.id, at, maxPages: 3, ...said });
    expect(await note({ context: { plan: 'gold', seats: 3, trial: false }, language: 'de' })).toEqual({ page: null, language: 'de' });
    for (const [index, path] of ['a', 'b', 'b', 'c', 'd'].entries()) await note({ page: { url: `https://shop.example/${path}`, title: `${path}${index}` } }, scenario.at + index);
    const { at } = scenario;
    const page = (path: string, title: string, index: number) => ({ url: `https://shop.example/${path}`, title, at: at + index });
    expect(await store.visitors.get(visitor.id)).toEqual({
      context: { plan: 'gold', seats: 3, trial: false }, language: 'de', pages: [page('d', 'd4', 4), page('c', 'c3', 3), page('b', 'b2', 1)],
    });
    expect(await store.visitors.places([visitor.id, 999_999_999])).toEqual([{ userId: visitor.id, page: page('d', 'd4', 4), language: 'de' }]);
    expect(await store.users.exportOf(visitor.uid)).toMatchObject({ context: { plan: 'gold' }, language: 'de', pages: [{ title: 'd4' }, {}, {}] });
    await store.users.erase(visitor.uid, at);
    expect(await store.visitors.get(visitor.id)).toEqual({ context: {}, language: null, pages: [] });
  });

  test('pages, context and notes go by the retention of their site', async () => {
    const [site, kept] = [await scenario.site({ retention: { days: 30 } }), await scenario.site()];
    const gone = await Promise.all([site, kept].map(async (where) => {
      const [asked, staff] = [await asking(where, 'hello'), await staffOf(where)];
      await store.visitors.note({ userId: asked.visitor.id, at: scenario.at, maxPages: 9, context: { plan: 'gold' }, page: { url: 'https://shop.example/', title: '' } });
      await store.notes.add({ uid: scenario.id('note'), conversationId: asked.conversation.id, userId: staff.id, clientId: scenario.id('client'), text: 'a note', at: scenario.at });
      return async () => {
        const { context, pages: visited } = await store.visitors.get(asked.visitor.id);
        return [Object.keys(context).length, visited.length, (await store.notes.page(asked.conversation.id, undefined, 9)).notes.length];
      };
    }));
    const left = () => Promise.all(gone.map((look) => look()));
    await store.retention.sweep(scenario.at + 29 * 86_400_000);
    expect(await left()).toEqual([[1, 1, 1], [1, 1, 1]]);
    await store.retention.sweep(scenario.at + 31 * 86_400_000);
    expect(await left()).toEqual([[0, 0, 0], [1, 1, 1]]);
  });

  test('visitors who gave the same address are found together, with their conversations', async () => {
    const [site, elsewhere] = [await scenario.site(), await scenario.site()];
    const email = `${scenario.id('ada')}@example.org`;
    const [first, second] = [await asking(site, 'before', { email }), await asking(site, 'now', { email })];
    await asking(elsewhere, 'elsewhere', { email });
    const ids = await store.visitors.byEmail(site.id, email, 9);
    expect(ids).toEqual([second.visitor.id, first.visitor.id]);
    expect((await store.handling.withVisitors(site.id, ids, 9)).map(({ id }) => id).sort((a, b) => a - b)).toEqual([first.conversation.id, second.conversation.id]);
    expect(await store.handling.withVisitors(site.id, [], 9)).toEqual([]);
  });

  test('how long visitors wait is counted from the first of their messages that is open to the first word of the team', async () => {
    const site = await scenario.site();
    const staff = await staffOf(site);
    const desk = await scenario.device(site, staff.id);
    const talk = async (...said: ['visitor' | 'staff', number][]) => {
      const { visitor, device, conversation } = await asking(site);
      for (const [who, at] of said) {
        const message = who === 'staff' ? scenario.message(conversation, staff, desk) : scenario.message(conversation, visitor, device);
        await store.log.append({ ...message, memberId: who === 'staff' ? site.teamUserId : visitor.id, at });
      }
    };
    expect(await store.handling.answerTimes(site.id, 9)).toEqual([]);
    await talk(['visitor', 100], ['visitor', 400], ['staff', 900], ['staff', 950], ['visitor', 1_000], ['staff', 1_030]);
    await talk(['staff', 100], ['visitor', 200]);
    await talk(['visitor', 100], ['staff', 107]);
    expect((await store.handling.answerTimes(site.id, 9)).sort((a, b) => a - b)).toEqual([7, 30, 800]);
    expect(await store.handling.answerTimes((await scenario.site()).id, 9)).toEqual([]);
  });

  async function search(site: SiteRow, words: string): Promise<string[]> {
    const texts: string[] = [];
    for (let before: ActivityCursor | undefined, isFirst = true; isFirst || before; isFirst = false) {
      const { found, next } = await store.search.step({ siteId: site.id }, words, before);
      texts.push(...found.map(({ match }) => match.text));
      before = next;
    }
    return texts;
  }

  test('search finds texts, names and addresses of this site\'s support alone, the newest message of each', async () => {
    const [site, other] = [await scenario.site(), await scenario.site()];
    const { say } = await asking(site, 'My ORDER is late');
    await say('the order came');
    await say('thanks');
    await asking(site, 'hello', { name: 'Ordelia', email: 'someone@order.example' });
    await asking(other, 'an order elsewhere');
    const [ada, bob] = [await scenario.user(site), await scenario.user(site)];
    await store.log.append(scenario.message(await scenario.group(site, [ada, bob]), ada, await scenario.device(site, ada.id), 'an order among friends'));
    expect((await search(site, 'oRdEr')).sort()).toEqual(['someone@order.example', 'the order came']);
    expect(await search(site, 'ordelia')).toEqual(['Ordelia']);
    expect(await search(site, 'nothing like this')).toEqual([]);
  });

  test('deleted, edited away and expired words are not found', async () => {
    const site = await scenario.site({ retention: { days: 1 } });
    const [deleted, edited, expired] = [await asking(site, 'a pelican'), await asking(site, 'a pelican'), await asking(site, 'a pelican')];
    expect(await search(site, 'pelican')).toHaveLength(3);
    const { at } = scenario;
    await store.log.delete({ conversationId: deleted.conversation.id, seq: 1, at });
    await store.log.edit({ conversationId: edited.conversation.id, seq: 1, content: { kind: 'text', text: 'a stork' }, at });
    expect(await search(site, 'pelican')).toHaveLength(1);
    await store.retention.sweep(at + 2 * 86_400_000);
    expect(await search(site, 'pelican')).toEqual([]);
    expect((await store.conversations.get(expired.conversation.id))?.lastMessage?.content).toEqual({ kind: 'none' });
  });

  test('of whatever is written, whatever part is found, in capitals or not, and signs of patterns mean themselves', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 12 }), fc.string({ unit: fc.constantFrom('%', '_', '\\', '"', 'a', 'Ü', 'ß', 'é', '\n'), minLength: 2, maxLength: 8 }))
      .filter((candidate) => candidate.trim().length >= 2);
    const site = await scenario.site();
    const { say } = await asking(site, 'begin', { name: '.' });
    await fc.assert(fc.asyncProperty(text, fc.boolean(), async (words, isLoud) => {
      await say(`before ${words} after`);
      const asked = isLoud && words.toUpperCase().toLowerCase() === words.toLowerCase() ? words.toUpperCase() : words;
      expect(await search(site, asked)).toEqual([`before ${words} after`]);
      await say('something else entirely');
    }), { numRuns: runs * 3, examples: [['\u03c5\u0313  ', true]] });
    for (const [written, asked] of [['Frau Mu\u0308ller', 'm\u00fcller'], ['Herr M\u00fcller', 'mu\u0308LLER']] as const) {
      await say(written);
      expect(await search(site, asked)).toEqual([written]);
    }
    expect(await search(site, '%%')).not.toContain('something else entirely');
    expect(await search(site, 'e_s')).toEqual([]);
  });
}
