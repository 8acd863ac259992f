import * as v from 'valibot';
import { FoyerError } from '../protocol/errors.ts';
import { idSchema } from '../protocol/ids.ts';
import type { Summary } from '../protocol/records.ts';
import { responses, type Session } from '../protocol/rest.ts';
import { newClientId } from './client-id.ts';
import type { DeviceStorage } from './device-storage.ts';
import { draftKey, type Drafts } from './drafts.ts';
import { renamed, type History } from './history.ts';
import type { Http } from './http.ts';
import { inboxKey, profileKey } from './inbox.ts';
import type { KeyValue } from './key-value.ts';
import type { Locks } from './locks.ts';
import type { Outbox } from './outbox.ts';
import { outboxEntrySchema, type OutboxEntry } from './outbox-store.ts';
import type { ProfileWish } from './profile-wish.ts';
import type { Successor } from './session.ts';
import { isUnnamed } from './unnamed.ts';

/** Before the id of a customer who had to leave unasked: what they had written, until they are back. */
const keptKey = 'kept:';
const keptSchema = v.object({ entries: v.array(outboxEntrySchema), drafts: v.record(v.string(), v.string()) });
const ownerSchema = v.object({ user: idSchema });
/** How far the clocks of a device and of the server may be apart. */
const clockSkewMs = 86_400_000;
const pageMax = 100;
/** As much of a draft as one message takes: none of its characters has more than four bytes. */
const draftPiece = /.{1,2000}/gsu;

interface SuccessionParts {
  http: Http;
  storage: Pick<DeviceStorage, 'settings' | 'history' | 'outbox'>;
  outbox: Outbox;
  drafts: Drafts;
  history: History;
  locks: Locks;
  /** Of who sends: nobody does meanwhile. */
  lockName: string;
  now: () => number;
  /** Conversations of whoever was here. */
  summaries: () => readonly Summary[];
  /** Nothing of the former user stays on the device, or only in this client. */
  forget: () => Promise<void>;
  forgetShown: () => Promise<void>;
  onReset: () => void;
  /** Fetches who tells the server of what waits to be told. */
  hear: () => Promise<unknown>;
}

/**
 * What becomes of the words of a device's former user when the server has ended their session unasked, or they turn out to be somebody else:
 *
 *   the same device (a visitor who signs in)   what is kept under the former id is theirs under the new one
 *   the same user on a new device              stays; what may have arrived is looked for before it is sent again
 *   a visitor, then anybody                    goes to the new one's chat with the team; what was for others is told as failed
 *   a customer, then a visitor                 waits unseen until the customer is back
 *   anybody, then another customer or staff    is forgotten
 *
 * No step takes anything away before it is somewhere else: after a crash all of it is done again.
 */
export class Succession implements Successor {
  readonly #parts: SuccessionParts;

  constructor(parts: SuccessionParts) { this.#parts = parts; }

  async succeed(former: Session, next: Session): Promise<void> {
    const { storage, locks, lockName } = this.#parts;
    await this.#parts.drafts.flush();
    await locks.run(lockName, async () => {
      if (former.device.id === next.device.id) await rehome([storage.settings, storage.history], former.user.id, next.user.id);
      else if (former.user.id === next.user.id) await this.#settle(next, await storage.outbox.list());
      else if (former.user.kind === 'visitor') await this.#leave(() => this.#moveTo(former, next));
      else if (next.user.kind === 'visitor') await this.#leave(() => this.#keepFor(former.user.id));
      else await this.#giveUp(next.user.id);
      await this.#returnTo(next);
    });
  }

  async signIn(path: string, body: object): Promise<Session> {
    const { http, storage, locks, lockName } = this.#parts;
    const next = await http.request({ method: 'POST', path, schema: responses.session, body });
    const owner = v.safeParse(ownerSchema, await storage.settings.get(inboxKey));
    const entries = await storage.outbox.list();
    if (owner.success && owner.output.user === next.user.id) await locks.run(lockName, () => this.#settle(next, entries));
    else if (owner.success || entries.length > 0) await this.#parts.forget();
    return next;
  }

  /** Takes what there is elsewhere, and then the rest from the device. */
  async #leave(take: () => Promise<void>): Promise<void> {
    const { settings } = this.#parts.storage;
    const before = await settings.keys();
    await take();
    await this.#parts.forgetShown();
    for (const key of before) if (key !== 'session' && key !== profileKey && !key.startsWith(keptKey)) await settings.delete(key);
    await this.#parts.history.clear();
    await this.#parts.outbox.load();
    this.#parts.onReset();
  }

  /** Somebody else has been named: nothing waits here for anybody but them. */
  async #giveUp(next: string): Promise<void> {
    const kept = await this.#parts.storage.settings.get(keptKey + next);
    await this.#parts.forget();
    if (kept !== undefined) await this.#parts.storage.settings.set(keptKey + next, kept);
  }

  async #moveTo(former: Session, next: Session): Promise<void> {
    await this.#introduceAs(former, next);
    const { storage: { settings, outbox }, now } = this.#parts;
    const [entries, drafts] = [await outbox.list(), await this.#drafts()];
    const isForTeam = new Map<string, boolean>();
    for (const conversation of [...entries.map((entry) => entry.conversation), ...drafts.keys()]) isForTeam.set(conversation, await this.#isSupport(conversation));
    const hasWords = [...drafts.keys(), ...entries.filter(({ state }) => state.name !== 'sent').map(({ conversation }) => conversation)].some((id) => isForTeam.get(id));
    const support = hasWords ? await this.#support(next) : undefined;

    const uncertain = uncertainOf(entries);
    for (const entry of entries) {
      if (entry.state.name === 'sent') { await outbox.remove([entry.clientId], 'strict'); continue; }
      const conversation = isForTeam.get(entry.conversation) ? support : undefined;
      // What may have arrived is not sent twice unasked. What was for others is not this user's to send.
      const state = uncertain.has(entry) ? failed('session-ended') : conversation === undefined ? failed('not-found') : entry.state;
      // The message that it answered is not there.
      await outbox.change(entry.clientId, { state, ...(conversation === undefined ? {} : { conversation, replyTo: undefined }) }, 'strict');
    }
    for (const [conversation, text] of drafts) {
      if (isForTeam.get(conversation) && support !== undefined) {
        const other = (await this.#drafts()).get(support);
        await settings.set(draftKey(support), other === undefined || other === text ? text : `${other}\n\n${text}`);
      } else {
        for (const piece of text.match(draftPiece) ?? []) if (piece.trim() !== '') await outbox.add({ conversation, content: { kind: 'text', text: piece }, clientId: newClientId(now()), at: now(), state: failed('not-found') });
      }
    }
  }

  /** Nobody is asked twice who they are. */
  async #introduceAs({ user: { name, email, id } }: Session, { user }: Session): Promise<void> {
    const { settings } = this.#parts.storage;
    const told = await settings.get(profileKey) as ProfileWish | undefined;
    const change = { ...(isUnnamed({ name }) ? {} : { name }), ...(email === undefined ? {} : { email }), ...(told?.user === id ? told.change : {}) };
    if (user.kind !== 'visitor') await settings.delete(profileKey);
    else if (Object.keys(change).length > 0) await settings.set(profileKey, { user: user.id, change } satisfies ProfileWish);
    await this.#parts.hear();
  }

  async #keepFor(user: string): Promise<void> {
    const { settings, outbox } = this.#parts.storage;
    const entries = await outbox.list();
    const kept = await this.#kept(user);
    const waiting = [...kept.entries, ...entries.filter(({ state, clientId }) => state.name !== 'sent' && !kept.entries.some((known) => known.clientId === clientId))];
    await settings.set(keptKey + user, { entries: waiting, drafts: { ...kept.drafts, ...Object.fromEntries(await this.#drafts()) } });
    await outbox.remove(entries.map(({ clientId }) => clientId), 'strict');
  }

  /** Puts back what waited for this user; what waited for others waits in vain. */
  async #returnTo(next: Session): Promise<void> {
    const { settings, outbox } = this.#parts.storage;
    // Nobody has said yet who is here.
    if (next.user.kind === 'visitor') return;
    const { entries, drafts } = await this.#kept(next.user.id);
    const known = new Set((await outbox.list()).map(({ clientId }) => clientId));
    for (const { order: _, ...entry } of entries) if (!known.has(entry.clientId)) await outbox.add(entry);
    for (const [conversation, text] of Object.entries(drafts)) {
      await settings.set(draftKey(conversation), text);
      await this.#parts.drafts.reload(conversation);
    }
    if (entries.length > 0) await this.#settle(next, entries);
    for (const key of await settings.keys()) if (key.startsWith(keptKey)) await settings.delete(key);
  }

  /** The server knows a message by its device, and this is another one: what has arrived is found by its author and its own id. */
  async #settle(next: Session, entries: readonly OutboxEntry[]): Promise<void> {
    await this.#parts.outbox.load();
    for (const entry of uncertainOf(entries)) if (await this.#hasArrived(entry, next)) await this.#parts.outbox.forget([entry.clientId]);
  }

  async #hasArrived({ conversation, clientId, at }: OutboxEntry, { user, accessToken }: Session): Promise<boolean> {
    let before: number | undefined;
    for (;;) {
      const path = `/conversations/${encodeURIComponent(conversation)}/messages?limit=${pageMax}${before === undefined ? '' : `&before=${before}`}`;
      // One that cannot be read any more says so when the message is sent.
      const { messages } = await this.#parts.http.request({ method: 'GET', path, schema: responses.messages }, accessToken).catch((error: unknown) => {
        if (isForGood(error)) return { messages: [] };
        throw error;
      });
      if (messages.some((message) => message.from === user.id && message.clientId === clientId)) return true;
      const [first] = messages;
      if (!first || first.at < at - clockSkewMs) return false;
      before = first.seq;
    }
  }

  /** The chat of a new user with the team; `undefined` where the server refuses one for good. */
  async #support({ accessToken }: Session): Promise<string | undefined> {
    try {
      return (await this.#parts.http.request({ method: 'POST', path: '/conversations', schema: responses.snapshot, body: { kind: 'support' } }, accessToken)).id;
    } catch (error) {
      if (isForGood(error)) return undefined;
      throw error;
    }
  }

  async #isSupport(conversation: string): Promise<boolean> {
    const kind = this.#parts.summaries().find(({ id }) => id === conversation)?.kind ?? (await this.#parts.history.load(conversation))?.snapshot.kind;
    return kind === 'support';
  }

  async #drafts(): Promise<Map<string, string>> {
    const { settings } = this.#parts.storage;
    const drafts = new Map<string, string>();
    for (const key of await settings.keys()) {
      const text = key.startsWith(draftKey('')) ? await settings.get(key) : undefined;
      if (typeof text === 'string') drafts.set(key.slice(draftKey('').length), text);
    }
    return drafts;
  }

  async #kept(user: string): Promise<v.InferOutput<typeof keptSchema>> {
    const parsed = v.safeParse(keptSchema, await this.#parts.storage.settings.get(keptKey + user));
    return parsed.success ? parsed.output : { entries: [], drafts: {} };
  }
}

const failed = (code: 'session-ended' | 'not-found') => ({ name: 'failed', code }) as const;

const isForGood = (error: unknown): boolean => error instanceof FoyerError && !error.canRetry && error.code !== 'session-ended';

/** Those that may be on the server: of each conversation the first that waits, if it was on its way. */
function uncertainOf(entries: readonly OutboxEntry[]): ReadonlySet<OutboxEntry> {
  const firsts = new Map<string, OutboxEntry>();
  for (const entry of entries) if (entry.state.name === 'queued' && !firsts.has(entry.conversation)) firsts.set(entry.conversation, entry);
  return new Set([...firsts.values()].filter(({ state }) => state.name === 'queued' && state.isTried));
}

/** What the device keeps under a user's id is the same person's under another id. Again and again comes to the same. */
async function rehome(stores: readonly KeyValue[], from: string, to: string): Promise<void> {
  for (const store of stores) {
    for (const key of await store.keys()) {
      const value = await store.get(key);
      // The session is written last: until then the same question is asked again.
      if (key !== 'session' && JSON.stringify([value]).includes(from)) await store.set(key, renamed(value, from, to));
    }
  }
}
