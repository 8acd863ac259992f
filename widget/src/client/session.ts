import * as v from 'valibot';
import { FoyerError } from '../protocol/errors.ts';
import { clientIdSchema, epochMsSchema } from '../protocol/ids.ts';
import * as limits from '../protocol/limits.ts';
import { responses, type Session as SessionAnswer } from '../protocol/rest.ts';
import type { User } from '../protocol/records.ts';
import { newClientId } from './client-id.ts';
import type { Answer, Http, Request } from './http.ts';
import type { Introduction } from './identity.ts';
import type { KeyValue } from './key-value.ts';
import { notFetched } from './lazily.ts';
import type { Locks } from './locks.ts';
import { Store } from './store.ts';

const storedSchema = v.object({
  ...responses.session.entries,
  /** By this device's clock, which may be wrong. */
  goodUntil: epochMsSchema,
  /** Of a refresh whose answer has not arrived: asking again with it gets the same answer. */
  attempt: v.optional(clientIdSchema),
  /** `sub` of the identity token that the session was made with. */
  subject: v.optional(v.string()),
});
type StoredSession = v.InferOutput<typeof storedSchema>;

export interface Identity { token: string | (() => Promise<string>); name?: string; email?: string; avatar?: string }

/** Called before the next session is stored and shows: whatever fails is tried again with the whole change. */
export interface Successor {
  /** Another device or user is here now, or one that has a name; `former` ended for them. */
  succeed(former: SessionAnswer, next: SessionAnswer): Promise<void>;
  /** Somebody of the staff signs in, after whoever was here before. */
  signIn(path: string, body: object): Promise<SessionAnswer>;
}

interface SessionParts {
  http: Http;
  settings: KeyValue;
  locks: Locks;
  lockName: string;
  now: () => number;
  site: string | undefined;
  isStaff: boolean;
  deviceLabel: string | undefined;
  /** Decides what of the former session's stays when another begins. By code that hardly any page needs. */
  succession: () => Promise<Successor>;
  /** The same device has another user id: what is shown under the former one is theirs. In every tab. */
  onRenamed: (from: string, to: string) => void;
  /** Another tab has begun the session of somebody else, and this one takes it up. */
  onReplaced: () => Promise<void>;
  /** The stored session changed: other tabs should look. */
  announce: () => void;
}

const key = 'session';
/** A token is renewed this long before it runs out. */
const renewAheadMs = 60_000;

/** Who this device is: tokens, kept on the device and renewed in time; a visitor's session begins by itself, a staff one by signing in. */
export class SessionKeeper {
  readonly me = new Store<User | undefined>(undefined);
  readonly #parts: SessionParts;
  #stored: StoredSession | undefined;
  #identity: Identity | undefined;
  /** The identity has not been compared with the session yet. */
  #isIdentityNew = false;
  #asking: Promise<string | undefined> | undefined;

  constructor(parts: SessionParts) { this.#parts = parts; }

  get deviceId(): string | undefined { return this.#stored?.device.id; }

  /** Takes up what is stored. Resolves to whether there is a session. */
  async load(): Promise<boolean> {
    const stored = await this.#read();
    this.#show(stored);
    return stored !== undefined;
  }

  /**
   * A token that is good for a while, renewed or begun where needed; `undefined` where somebody must sign in first.
   * `refused`: the token that the server did not take. Rejects with `FoyerError`.
   */
  accessToken(refused?: string): Promise<string | undefined> {
    const stored = this.#stored;
    if (stored && !this.#isIdentityNew && stored.accessToken !== refused && this.#isGood(stored)) return Promise.resolve(stored.accessToken);
    if (this.#asking) return this.#asking;
    // One that ended while this waited for its turn is not looked for in storage, which may be gone.
    const asking = this.#parts.locks.run(this.#parts.lockName, async () => (stored && !this.#stored ? undefined : this.#renew(refused))).finally(() => { if (this.#asking === asking) this.#asking = undefined; });
    return this.#asking = asking;
  }

  /** A request in this session's name; once more with a new token where the old one is refused. */
  async request<S extends v.GenericSchema | undefined>(request: Request<S>): Promise<Answer<S>> {
    const token = await this.accessToken();
    if (token === undefined) throw new FoyerError('session-ended');
    try {
      return await this.#parts.http.request(request, token);
    } catch (error) {
      if (!(error instanceof FoyerError) || error.code !== 'session-ended') throw error;
      const next = await this.accessToken(token);
      if (next === undefined) throw error;
      return await this.#parts.http.request(request, next);
    }
  }

  /** The person who is here. Takes effect with the next token: a visitor's session becomes theirs then, that of another customer ends, one of the same stays. */
  identify(identity: Identity): void {
    this.#identity = identity;
    this.#isIdentityNew = true;
    // What is being asked may have begun without it.
    this.#asking = undefined;
  }

  /** This device goes on as somebody else, who is proved by what `introduction` says. Rejects where the server says no: then all is as before. */
  goOn(introduction: Introduction): Promise<string> {
    return this.#parts.locks.run(this.#parts.lockName, async () => {
      await this.load();
      return this.#begin(introduction, this.#stored);
    });
  }

  /** Begins the session of somebody of the staff. `setup` with the secret of a link, for the first time. */
  async signIn(way: 'sessions' | 'setup', credentials: object): Promise<void> {
    const { succession, site, deviceLabel } = this.#parts;
    await this.#keep(await (await succession()).signIn(`/staff/${way}`, { ...credentials, site, device: { label: deviceLabel } }));
  }

  /** The profile as the server now tells it. It is shown before it is stored: what is told meanwhile comes after it. */
  async setUser(user: User): Promise<void> {
    if (this.#stored?.user.id !== user.id || JSON.stringify(user) === JSON.stringify(this.me.value)) return;
    this.#show({ ...this.#stored, user });
    // Another tab may have ended the session a moment ago: what is gone is not put back.
    if ((await this.#read())?.device.id !== this.deviceId) return;
    await this.#parts.settings.set(key, this.#stored);
    this.#parts.announce();
  }

  /** Ends the session on the server, if it can be reached, and forgets it here. */
  async end(): Promise<void> {
    // A page may end what an earlier visit left before anything was started.
    if (!this.#stored) await this.load();
    const token = this.#stored?.accessToken;
    this.#forgetIdentity();
    await this.#forget();
    if (token === undefined) return;
    await this.#parts.http.request({ method: 'DELETE', path: '/sessions/current', schema: undefined }, token).catch(() => undefined);
  }

  async #renew(refused: string | undefined): Promise<string | undefined> {
    // Another tab may have renewed it while this one waited for the lock.
    const former = this.#stored;
    const isKept = await this.load();
    // Storage that was emptied under an open page has not ended the session. One that another tab has ended is refused by the server.
    if (!isKept) this.#show(former);
    else if (former && former.device.id !== this.deviceId) await this.#parts.onReplaced();
    const stored = this.#stored;
    const identified = await this.#beginAsIdentified();
    if (identified !== undefined) return identified;
    if (stored && stored.accessToken !== refused && this.#isGood(stored)) return stored.accessToken;
    if (!stored) return this.#parts.isStaff ? undefined : await this.#begin();

    const body = await this.#proof(stored, isKept);
    try {
      const answer = await this.#parts.http.request({ method: 'POST', path: '/sessions/refresh', schema: responses.session, body });
      return await this.#keep(answer, stored.subject);
    } catch (error) {
      if (!(error instanceof FoyerError) || error.code !== 'session-ended') throw error;
      if (!isKept) this.#show(undefined);
      else if (this.#parts.isStaff) await this.#forget();
      else return await this.#begin();
      return undefined;
    }
  }

  /** The token of a session for a new identity; `undefined` where the present one is theirs. A refused identity is not tried again. */
  async #beginAsIdentified(): Promise<string | undefined> {
    const introduction = this.#isIdentityNew ? await this.#introduce() : undefined;
    if (!introduction) return undefined;
    const { subject } = introduction;
    const stored = this.#stored;
    try {
      const isSame = subject !== undefined && stored?.subject === subject;
      const access = isSame ? undefined : await this.#begin(introduction, stored);
      this.#isIdentityNew = false;
      return access;
    } catch (error) {
      if (error instanceof FoyerError && error.code === 'identity-refused') this.#forgetIdentity();
      throw error;
    }
  }

  /** By code that only pages need that identify somebody. */
  async #introduce(): Promise<Introduction | undefined> {
    return this.#identity && (await import('./identity.ts').catch(notFetched)).introduce(this.#identity);
  }

  #forgetIdentity(): void {
    this.#identity = undefined;
    this.#isIdentityNew = false;
  }

  /** The refresh token, and what makes its use a question that can be asked again until the answer has arrived. */
  async #proof(stored: StoredSession, isKept = true): Promise<{ refreshToken: string; attempt: string }> {
    const attempt = stored.attempt ?? newClientId(this.#parts.now());
    if (stored.attempt === undefined) {
      const next = { ...stored, attempt };
      // Storage that was emptied may have been so on purpose: nothing is put there before the server has said that the session goes on.
      if (isKept) await this.#write(next);
      else this.#stored = next;
    }
    return { refreshToken: stored.refreshToken, attempt };
  }

  /** A session of the identified customer, who may be the visitor of the `former` one; or of a new visitor. */
  async #begin(introduction?: Introduction, former?: StoredSession): Promise<string> {
    const { http, site, deviceLabel } = this.#parts;
    if (site === undefined) throw new FoyerError('site-unknown');
    const introduced = introduction ?? await this.#introduce();
    // Before anything is begun: who cannot fetch it would begin a session with every try.
    if (this.#stored) await this.#parts.succession();
    const answer = await http.request({
      method: 'POST', path: '/sessions', schema: responses.session,
      body: {
        site,
        ...(deviceLabel === undefined ? {} : { device: { label: deviceLabel } }),
        ...introduced?.body,
        ...(former && { former: await this.#proof(former) }),
      },
    });
    return await this.#keep(answer, introduced?.subject);
  }

  async #keep(answer: SessionAnswer, subject?: string): Promise<string> {
    const former = this.#stored;
    if (former && whoIn(former) !== whoIn(answer)) await (await this.#parts.succession()).succeed(former, answer);
    await this.#write({ ...answer, goodUntil: this.#parts.now() + limits.accessTokenMs, ...(subject === undefined ? {} : { subject }) });
    return answer.accessToken;
  }

  async #read(): Promise<StoredSession | undefined> {
    const parsed = v.safeParse(storedSchema, await this.#parts.settings.get(key));
    return parsed.success ? parsed.output : undefined;
  }

  async #write(session: StoredSession): Promise<void> {
    await this.#parts.settings.set(key, session);
    this.#show(session);
    this.#parts.announce();
  }

  async #forget(): Promise<void> {
    await this.#parts.settings.delete(key);
    this.#show(undefined);
    this.#parts.announce();
  }

  #show(session: StoredSession | undefined): void {
    const former = this.#stored;
    this.#stored = session;
    if (JSON.stringify(session?.user) !== JSON.stringify(this.me.value)) this.me.set(session?.user);
    if (former && session?.device.id === former.device.id && session.user.id !== former.user.id) this.#parts.onRenamed(former.user.id, session.user.id);
  }

  #isGood(session: StoredSession): boolean { return this.#parts.now() < session.goodUntil - renewAheadMs; }
}

const whoIn = ({ user, device }: SessionAnswer): string => user.id + user.kind + device.id;
