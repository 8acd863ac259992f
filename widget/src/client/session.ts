import * as v from 'valibot';
import { FoyerError } from '../protocol/errors.ts';
import { clientIdSchema, epochMsSchema } from '../protocol/ids.ts';
import * as limits from '../protocol/limits.ts';
import { responses, type Session as SessionAnswer } from '../protocol/rest.ts';
import type { User } from '../protocol/records.ts';
import { newClientId } from './client-id.ts';
import type { Answer, Http, Request } from './http.ts';
import { subjectOf } from './identity-token.ts';
import type { KeyValue } from './key-value.ts';
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

interface SessionParts {
  http: Http;
  settings: KeyValue;
  locks: Locks;
  lockName: string;
  now: () => number;
  site: string | undefined;
  isStaff: boolean;
  deviceLabel: string | undefined;
  /** Another user is here now: called before it shows, with nothing of the former one to be kept. */
  onOtherUser: () => Promise<void>;
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
    const parsed = v.safeParse(storedSchema, await this.#parts.settings.get(key));
    this.#show(parsed.success ? parsed.output : undefined);
    return parsed.success;
  }

  /**
   * A token that is good for a while, renewed or begun where needed; `undefined` where somebody must sign in first.
   * `refused`: the token that the server did not take. Rejects with `FoyerError`.
   */
  accessToken(refused?: string): Promise<string | undefined> {
    const stored = this.#stored;
    if (stored && !this.#isIdentityNew && stored.accessToken !== refused && this.#isGood(stored)) return Promise.resolve(stored.accessToken);
    return this.#asking ??= this.#parts.locks.run(this.#parts.lockName, () => this.#renew(refused)).finally(() => { this.#asking = undefined; });
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

  /** The person who is here. Takes effect with the next token; the session of another person ends then, one of the same stays. */
  identify(identity: Identity): void {
    this.#identity = identity;
    this.#isIdentityNew = true;
  }

  /** Begins the session of somebody of the staff. `setup` with the secret of a link, for the first time. */
  async signIn(way: 'sessions' | 'setup', credentials: object): Promise<void> {
    const { http, site, deviceLabel: label } = this.#parts;
    await this.#keep(await http.request({
      method: 'POST', path: `/staff/${way}`, schema: responses.session,
      body: { ...credentials, ...(site === undefined ? {} : { site }), ...(label === undefined ? {} : { device: { label } }) },
    }));
  }

  /** The profile as the server now tells it. */
  async setUser(user: User): Promise<void> {
    if (this.#stored?.user.id !== user.id || JSON.stringify(user) === JSON.stringify(this.me.value)) return;
    await this.#write({ ...this.#stored, user });
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
    const hadOne = this.#stored !== undefined;
    await this.load();
    const stored = this.#stored;
    const identified = await this.#beginAsIdentified();
    if (identified !== undefined) return identified;
    if (stored && stored.accessToken !== refused && this.#isGood(stored)) return stored.accessToken;
    if (!stored) return this.#parts.isStaff || hadOne ? undefined : await this.#begin();

    const attempt = stored.attempt ?? newClientId(this.#parts.now());
    if (stored.attempt === undefined) await this.#write({ ...stored, attempt });
    try {
      const answer = await this.#parts.http.request({
        method: 'POST', path: '/sessions/refresh', schema: responses.session, body: { refreshToken: stored.refreshToken, attempt },
      });
      return await this.#keep(answer, stored.subject);
    } catch (error) {
      if (!(error instanceof FoyerError) || error.code !== 'session-ended') throw error;
      if (!this.#parts.isStaff) return await this.#begin();
      await this.#forget();
      return undefined;
    }
  }

  /** The token of a session for a new identity; `undefined` where the present one is theirs. A refused identity is not tried again. */
  async #beginAsIdentified(): Promise<string | undefined> {
    const identity = this.#identity;
    if (!identity || !this.#isIdentityNew) return undefined;
    const token = await tokenOf(identity);
    const subject = subjectOf(token);
    try {
      const isSame = subject !== undefined && this.#stored?.subject === subject;
      const access = isSame ? undefined : await this.#begin(token);
      this.#isIdentityNew = false;
      return access;
    } catch (error) {
      if (error instanceof FoyerError && error.code === 'identity-refused') this.#forgetIdentity();
      throw error;
    }
  }

  #forgetIdentity(): void {
    this.#identity = undefined;
    this.#isIdentityNew = false;
  }

  /** A new session on a new device: of the identified customer, or of a new visitor. */
  async #begin(identityToken?: string): Promise<string> {
    const { http, site, deviceLabel } = this.#parts;
    if (site === undefined) throw new FoyerError('site-unknown');
    const token = identityToken ?? (this.#identity && await tokenOf(this.#identity));
    const { token: _, ...profile } = this.#identity ?? {};
    const answer = await http.request({
      method: 'POST', path: '/sessions', schema: responses.session,
      body: {
        site,
        ...(deviceLabel === undefined ? {} : { device: { label: deviceLabel } }),
        ...(token === undefined ? {} : { identity: token }),
        ...(Object.keys(profile).length === 0 ? {} : { profile }),
      },
    });
    return await this.#keep(answer, token === undefined ? undefined : subjectOf(token));
  }

  async #keep(answer: SessionAnswer, subject?: string): Promise<string> {
    const former = this.#stored?.user.id;
    if (former !== undefined && former !== answer.user.id) await this.#parts.onOtherUser();
    await this.#write({ ...answer, goodUntil: this.#parts.now() + limits.accessTokenMs, ...(subject === undefined ? {} : { subject }) });
    return answer.accessToken;
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
    this.#stored = session;
    if (JSON.stringify(session?.user) !== JSON.stringify(this.me.value)) this.me.set(session?.user);
  }

  #isGood(session: StoredSession): boolean { return this.#parts.now() < session.goodUntil - renewAheadMs; }
}

const tokenOf = async (identity: Identity): Promise<string> => typeof identity.token === 'string' ? identity.token : await identity.token();
