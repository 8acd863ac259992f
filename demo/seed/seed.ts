import { randomBytes, randomUUID } from 'node:crypto';
import { limits } from '@foyer-chat/widget/protocol';
import type { ConversationRow, SiteRow, Store, UserRow } from '../../server/src/store/store.ts';
import { conversations } from './conversations.ts';
import { people, replies } from './people.ts';
import { facts } from './site-facts.ts';
import { pageTitles, type SeedConversation, type SeedLine, type SeedPerson } from './seed-data.ts';

const siteKey = 'demo';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const lateMs = 2 * minuteMs;

/** A person as stored, with the device they write from. */
interface Actor { user: UserRow; deviceId: number }
type Cast = ReadonlyMap<string, Actor>;

/** The store of a server that runs; `now` in epoch ms; `url` is where the shop is. */
interface SeedParts { store: Store; now: number; url: string }

/**
 * Fills the demo site of an empty database with people and what they have said over the last two weeks. Does nothing where there
 * is no such site or anybody has ever opened a conversation. Nobody can sign in as one of its colleagues.
 */
export async function seed({ store, now, url }: SeedParts): Promise<void> {
  const site = await store.sites.get(siteKey);
  // Ids count from 1 and are never used twice.
  if (!site || await store.conversations.get(1)) return;
  await store.sites.update(siteKey, { settings: { ...site.settings, ...facts } });
  const cast = new Map(await Promise.all(Object.entries(people).map(async ([key, person]) => [key, await arrive({ store, now, url }, site, key, person)] as const)));
  await store.users.setLastSeen(Object.entries(people).map(([key, { lastSeenMinutesAgo }]) => ({ id: of(cast, key).user.id, at: now - lastSeenMinutesAgo * minuteMs })));
  await Promise.all([
    ...conversations.map((conversation) => hold(store, site, cast, conversation, now)),
    ...Object.entries(replies).map(([shortcut, text]) => store.replies.put({ siteId: site.id, shortcut, text, at: now, max: limits.cannedRepliesPerSite })),
  ]);
  // Whoever has looked meanwhile looks again.
  await store.noteOutsideChange();
}

async function arrive({ store, now, url }: SeedParts, site: SiteRow, key: string, person: SeedPerson): Promise<Actor> {
  const at = now - person.firstSeenDaysAgo * dayMs - person.lastSeenMinutesAgo * minuteMs;
  const user = person.kind === 'colleague' ? await hire(store, site, person, at) : await store.users.create({
    uid: randomUUID(), siteId: site.id, kind: person.kind, name: person.name, at,
    ...(person.email === undefined ? {} : { email: person.email }), ...(person.kind === 'customer' ? { externalId: `demo-${key}` } : {}),
  });
  const devices = await Promise.all((person.devices ?? ['Workshop']).map((label) => store.devices.create({
    // The token itself is nowhere: these devices only look as if.
    uid: randomUUID(), userId: user.id, siteId: site.id, label, refreshHash: randomBytes(32), expiresAt: now + 180 * dayMs, at,
  })));
  await visit({ store, now, url }, user, person);
  return { user, deviceId: devices[0]?.id ?? 0 };
}

/** Where they were in the shop, and what it says of them. */
async function visit({ store, now, url }: SeedParts, { id: userId }: UserRow, { pages = [], language, context, lastSeenMinutesAgo }: SeedPerson): Promise<void> {
  const known = { userId, maxPages: limits.pagesPerVisitor, ...(language === undefined ? {} : { language }), ...(context === undefined ? {} : { context }) };
  await Promise.all(pages.toReversed().map((path, index) => store.visitors.note({
    ...known, at: now - (lastSeenMinutesAgo + pages.length - index) * minuteMs, page: { url: url + path, title: pageTitles[path] },
  })));
}

async function hire(store: Store, site: SiteRow, { name, email = '' }: SeedPerson, at: number): Promise<UserRow> {
  const { userId } = await store.staff.add({ uid: randomUUID(), email, name, role: 'agent', passwordHash: null, siteIds: [site.id], at });
  const user = await store.users.get(userId);
  if (!user) throw new Error(`${name} was not stored.`);
  return user;
}

function of(cast: Cast, key: string): Actor {
  const actor = cast.get(key);
  if (!actor) throw new Error(`Nobody is called ${key}.`);
  return actor;
}

async function hold(store: Store, site: SiteRow, cast: Cast, conversation: SeedConversation, now: number): Promise<void> {
  const startedAt = now - conversation.startedMinutesAgo * minuteMs;
  const row = await open(store, site, cast, conversation, startedAt);
  const said = timed(conversation.lines, startedAt);
  // Handed in one after the other without waiting: the store keeps their order, and commits them together.
  await Promise.all(said.map(({ by, text, at, replyTo }, index) => store.log.append({
    conversationId: row.id, userId: of(cast, by).user.id, from: of(cast, by).user.uid, memberId: speakerOf(row, site, of(cast, by)),
    deviceId: of(cast, by).deviceId, clientId: `seed-${row.id}-${index + 1}`, at, content: { kind: 'text', text }, ...(replyTo === undefined ? {} : { replyTo }),
  })));
  for (const [index, { at, edited, deleted, reactions }] of said.entries()) {
    const place = { conversationId: row.id, seq: index + 1, at: at + lateMs };
    if (edited !== undefined) await store.log.edit({ ...place, content: { kind: 'text', text: edited } });
    if (deleted) await store.log.delete(place);
    for (const [emoji, fans] of Object.entries(reactions ?? {})) {
      for (const fan of fans) await store.log.react({ ...place, userId: of(cast, fan).user.id, emoji, on: true });
    }
  }
  const endedAt = (said.at(-1)?.at ?? startedAt) + lateMs;
  const behind = conversation.kind === 'support' ? [site.teamUserId] : (conversation.unreadBy ?? []).map((key) => of(cast, key).user.id);
  await read(store, row, said.length, conversation, new Set(behind), endedAt);
  await handle(store, row, cast, conversation, { endedAt, now });
}

/** What the team does with it. */
async function handle(store: Store, row: ConversationRow, cast: Cast, conversation: SeedConversation, { endedAt, now }: { endedAt: number; now: number }): Promise<void> {
  const { assignee, snoozedDays, isResolved, notes = [] } = conversation;
  await Promise.all(notes.map(([by, minutesAgo, text], index) => store.notes.add({
    uid: randomUUID(), conversationId: row.id, userId: of(cast, by).user.id, clientId: `seed-${row.id}-${index + 1}`, text, at: now - minutesAgo * minuteMs,
  })));
  const by = assignee === undefined ? undefined : of(cast, assignee).user.id;
  if (by !== undefined) await store.handling.assign(row.id, by, endedAt, by);
  if (snoozedDays !== undefined) await store.handling.snooze(row.id, now + snoozedDays * dayMs, endedAt, by);
  if (isResolved) await store.handling.setState(row.id, 'resolved', endedAt, by);
}

async function open(store: Store, site: SiteRow, cast: Cast, { kind, people: keys, title = '' }: SeedConversation, at: number): Promise<ConversationRow> {
  const ids = keys.map((key) => of(cast, key).user.id);
  const members = kind === 'support'
    ? [...ids.map((userId) => ({ userId, role: 'visitor' as const })), { userId: site.teamUserId, role: 'team' as const }]
    : ids.map((userId, index) => ({ userId, role: kind === 'group' && index === 0 ? 'owner' as const : 'member' as const }));
  const uniqueKey = kind === 'support' ? `support:${ids.join()}` : kind === 'direct' ? `direct:${ids.sort((a, b) => a - b).join(':')}` : null;
  return (await store.conversations.open({ uid: randomUUID(), siteId: site.id, kind, title, uniqueKey, at, members })).conversation;
}

/** The member whose watermarks move with a line: the writer, or the team for a colleague. */
const speakerOf = (row: ConversationRow, site: SiteRow, { user }: Actor): number =>
  (row.members.some(({ userId }) => userId === user.id) ? user.id : site.teamUserId);

function timed(lines: readonly SeedLine[], startedAt: number) {
  let at = startedAt;
  return lines.map(([by, afterMinutes, text, more = {}]) => {
    at += afterMinutes * minuteMs;
    return { by, text, at, ...more };
  });
}

/** Everybody has everything, and those who are behind have not read the last lines. */
async function read(store: Store, row: ConversationRow, lastSeq: number, { unread = 0 }: SeedConversation, behind: ReadonlySet<number>, at: number): Promise<void> {
  const members = row.members.map(({ userId }) => ({ userId, deliveredSeq: lastSeq, readSeq: lastSeq - (behind.has(userId) ? unread : 0) }));
  await store.log.receipts({ conversationId: row.id, at, members, devices: [], shared: { deliveredSeq: lastSeq, readSeq: lastSeq - unread } });
}
