import { expect, test, vi } from 'vitest';
import type { User } from '../protocol/records.ts';
import { responses } from '../protocol/rest.ts';
import { Http } from './http.ts';
import { MemoryKeyValue } from './key-value.ts';
import { createLocks, type Locks } from './locks.ts';
import { SessionKeeper } from './session.ts';

const visitor: User = { id: 'user-0001', name: 'Visitor', kind: 'visitor' };

interface Asked { path: string; body: Record<string, unknown>; token: string | null }

/** A server with one refresh token at a time: the same attempt gets the same answer, any other use of an old token ends the session. */
class FakeSessions {
  readonly asked: Asked[] = [];
  /** Answers are lost on the way while this is true. */
  losesAnswers = false;
  isOver = false;
  /** Answers wait for it. */
  until = Promise.resolve();
  user = visitor;
  /** Whom an identity stands for. */
  customer: User = { id: 'user-0007', name: 'Cora', kind: 'customer' };
  #turn = 0;
  #devices = 0;
  #attempts = new Map<string, number>();

  readonly fetch: typeof fetch = async (input, init) => {
    const path = new URL(String(input)).pathname.replace('/api/v1', '');
    const body = JSON.parse(String(init?.body ?? '{}')) as Record<string, unknown>;
    this.asked.push({ path, body, token: new Headers(init?.headers).get('authorization') });
    const answer = this.#answer(path, body, init);
    await this.until;
    if (this.losesAnswers) throw new TypeError('network');
    return answer;
  };

  #answer(path: string, body: Record<string, unknown>, init: RequestInit | undefined): Response {
    if (path === '/me') {
      const isGood = new Headers(init?.headers).get('authorization') === `Bearer access-${this.#turn}`;
      return isGood ? Response.json({ user: this.user }) : this.#ended();
    }
    const proof = path === '/sessions/refresh' ? body : body['former'] as Record<string, unknown> | undefined;
    if (proof) {
      const turn = Number(String(proof['refreshToken']).split('-')[1]);
      const attempt = `${turn} ${String(proof['attempt'])}`;
      const again = this.#attempts.get(attempt);
      if (again !== undefined) return this.#session(again);
      if (this.isOver || turn !== this.#turn) return this.#ended();
      this.#attempts.set(attempt, turn + 1);
    }
    // Without proof, or with that of a customer, it is another device.
    if (path === '/sessions' && (!proof || this.user.kind === 'customer')) this.#devices += 1;
    if (path === '/sessions') this.isOver = false;
    if (body['identity'] !== undefined) this.user = this.customer;
    this.#turn += 1;
    return this.#session(this.#turn);
  }

  #session(turn: number): Response {
    return Response.json({
      user: this.user, device: { id: `device-000${this.#devices}` }, site: 'demo', accessToken: `access-${turn}`, accessTokenExpiresAt: 1, refreshToken: `refresh-${turn}`,
    }, { status: 201 });
  }

  #ended(): Response { return Response.json({ error: { code: 'session-ended', message: '' } }, { status: 401 }); }
}

function keeper(server: FakeSessions, settings = new MemoryKeyValue(), options: { isStaff?: boolean; locks?: Locks } = {}) {
  const clock = { now: 1_000_000 };
  const others: string[] = [];
  const told: string[] = [];
  const announced = { count: 0 };
  const session = new SessionKeeper({
    http: new Http({ server: 'http://server.test', fetch: server.fetch, origin: undefined }),
    settings, locks: options.locks ?? createLocks(false), lockName: 'refresh', now: () => clock.now, site: 'demo', isStaff: options.isStaff ?? false,
    deviceLabel: undefined, onReplaced: async () => { told.push('replaced'); }, onRenamed: (from, to) => { told.push(`${from} shows as ${to}`); }, announce: () => { announced.count += 1; },
    succession: async () => ({
      succeed: async (former, next) => {
        if (former.device.id === next.device.id) told.push(`${former.user.id} is ${next.user.id}`);
        else others.push(`${former.user.id} to ${next.user.id}`);
      },
      signIn: (path, body) => new Http({ server: 'http://server.test', fetch: server.fetch, origin: undefined }).request({ method: 'POST', path, schema: responses.session, body }),
    }),
  });
  return { session, clock, settings, others, told, announced };
}

const minutes = 60_000;
const tokenFor = (sub: string): string => `x.${btoa(JSON.stringify({ sub }))}.y`;

test('a visitor gets one session however many ask for a token at once, and keeps it over a restart', async () => {
  const server = new FakeSessions();
  const { session, settings } = keeper(server);
  expect(await Promise.all([session.accessToken(), session.accessToken()])).toEqual(['access-1', 'access-1']);
  expect(server.asked.map(({ path }) => path)).toEqual(['/sessions']);
  const next = keeper(server, settings).session;
  expect(await next.load()).toBe(true);
  expect(await next.accessToken()).toBe('access-1');
  expect(next.me.value).toEqual(visitor);
});

test('a token is renewed before it runs out', async () => {
  const server = new FakeSessions();
  const { session, clock } = keeper(server);
  await session.accessToken();
  clock.now += 8 * minutes;
  expect(await session.accessToken()).toBe('access-1');
  clock.now += 1.5 * minutes;
  expect(await session.accessToken()).toBe('access-2');
});

test('a refresh whose answer was lost is asked again with the same attempt, also after a restart, and the session lives on', async () => {
  const server = new FakeSessions();
  const { session, clock, settings } = keeper(server);
  await session.accessToken();
  clock.now += 10 * minutes;
  server.losesAnswers = true;
  await expect(session.accessToken()).rejects.toMatchObject({ code: 'offline' });
  server.losesAnswers = false;
  const next = keeper(server, settings);
  next.clock.now = clock.now;
  await next.session.load();
  expect(await next.session.accessToken()).toBe('access-2');
  const attempts = server.asked.filter(({ path }) => path === '/sessions/refresh').map(({ body }) => body['attempt']);
  expect(attempts).toHaveLength(2);
  expect(attempts[0]).toBe(attempts[1]);
  expect(next.others).toEqual([]);
});

test('a refresh after a good one is a new attempt', async () => {
  const server = new FakeSessions();
  const { session, clock } = keeper(server);
  for (let turn = 0; turn < 3; turn += 1) {
    await session.accessToken();
    clock.now += 10 * minutes;
  }
  const attempts = server.asked.filter(({ path }) => path === '/sessions/refresh').map(({ body }) => body['attempt']);
  expect(new Set(attempts).size).toBe(2);
});

test('a request whose token is refused goes once more with a new one', async () => {
  const server = new FakeSessions();
  const { session } = keeper(server);
  await session.accessToken();
  await new Http({ server: 'http://server.test', fetch: server.fetch, origin: undefined }).request({
    method: 'POST', path: '/sessions/refresh', schema: undefined, body: { refreshToken: 'refresh-1' },
  });
  server.isOver = true;
  server.user = { ...visitor, id: 'user-0002' };
  expect(await session.request({ method: 'GET', path: '/me', schema: undefined })).toBeUndefined();
  expect(server.asked.slice(-4).map(({ path }) => path)).toEqual(['/me', '/sessions/refresh', '/sessions', '/me']);
});

test('where the session has ended, a visitor begins a new one, and what is to become of what the former one left is decided first', async () => {
  const server = new FakeSessions();
  const { session, clock, others } = keeper(server);
  await session.accessToken();
  server.isOver = true;
  server.user = { ...visitor, id: 'user-0002' };
  clock.now += 10 * minutes;
  expect(await session.accessToken()).toBe('access-2');
  expect(session.me.value?.id).toBe('user-0002');
  expect(others).toEqual(['user-0001 to user-0002']);
});

test('storage that is emptied under an open page does not end the session', async () => {
  const server = new FakeSessions();
  const { session, clock, settings, others } = keeper(server);
  await session.accessToken();
  await settings.clear();
  clock.now += 10 * minutes;
  expect(await session.accessToken()).toBe('access-2');
  expect([session.me.value, others]).toEqual([visitor, []]);
  expect(await keeper(server, settings).session.load()).toBe(true);
});

test('storage that was emptied because another tab has ended the session ends it here, and no other begins', async () => {
  const server = new FakeSessions();
  const { session, clock, settings } = keeper(server);
  await session.accessToken();
  await settings.clear();
  const written = vi.spyOn(settings, 'set');
  server.isOver = true;
  clock.now += 10 * minutes;
  expect(await session.accessToken()).toBeUndefined();
  expect(session.me.value).toBeUndefined();
  expect(server.asked.filter(({ path }) => path === '/sessions')).toHaveLength(1);
  expect(written).not.toHaveBeenCalled();
});

test('a session that has ended while a renewal waited for its turn is not looked for in storage', async () => {
  const server = new FakeSessions();
  const locks = createLocks(false);
  const { session, clock, settings } = keeper(server, new MemoryKeyValue(), { locks });
  await session.accessToken();
  clock.now += 10 * minutes;
  const { promise, resolve } = Promise.withResolvers<void>();
  void locks.run('refresh', () => promise);
  const renewed = session.accessToken();
  await settings.clear();
  await session.load();
  const asked = vi.spyOn(settings, 'get');
  resolve();
  expect(await renewed).toBeUndefined();
  expect(asked).not.toHaveBeenCalled();
});

test('who is identified while a token is being renewed is who the next one is for', async () => {
  const server = new FakeSessions();
  const { session, clock } = keeper(server);
  await session.accessToken();
  clock.now += 10 * minutes;
  const hold = Promise.withResolvers<void>();
  server.until = hold.promise;
  const renewed = session.accessToken();
  await vi.waitFor(() => { expect(server.asked.at(-1)?.path).toBe('/sessions/refresh'); });
  session.identify({ token: tokenFor('customer-7') });
  const identified = session.accessToken();
  hold.resolve();
  expect([await renewed, await identified]).toEqual(['access-2', 'access-3']);
  expect(session.me.value?.id).toBe('user-0007');
});

test('staff without a session must sign in, and must again when it has ended', async () => {
  const server = new FakeSessions();
  const { session, clock } = keeper(server, new MemoryKeyValue(), { isStaff: true });
  expect(await session.accessToken()).toBeUndefined();
  expect(server.asked).toEqual([]);
  await session.signIn('sessions', { email: 'a@example.org', password: 'secret' });
  expect(await session.accessToken()).toBe('access-1');
  server.isOver = true;
  clock.now += 10 * minutes;
  expect(await session.accessToken()).toBeUndefined();
  expect(session.me.value).toBeUndefined();
});

test('an identity is used for the session that begins, and not again while the same person is here', async () => {
  const server = new FakeSessions();
  const { session } = keeper(server);
  const token = tokenFor('customer-7');
  session.identify({ token, name: 'Cora' });
  await session.accessToken();
  expect(server.asked[0]?.body).toMatchObject({ site: 'demo', identity: token, profile: { name: 'Cora' } });
  session.identify({ token: async () => token });
  expect(await session.accessToken()).toBe('access-1');
  session.identify({ token: tokenFor('customer-8') });
  expect(await session.accessToken()).toBe('access-2');
  expect(server.asked.filter(({ path }) => path === '/sessions')).toHaveLength(2);
});

test('ending a session tells the server and forgets the token, reachable or not', async () => {
  const server = new FakeSessions();
  const { session, settings } = keeper(server);
  await session.accessToken();
  server.losesAnswers = true;
  await session.end();
  expect(server.asked.at(-1)).toMatchObject({ path: '/sessions/current', token: 'Bearer access-1' });
  expect(await settings.get('session')).toBeUndefined();
});

test('a visitor who is identified stays on the same device, and what is kept of them is theirs: first what is stored, then what shows', async () => {
  const server = new FakeSessions();
  const { session, others, told } = keeper(server);
  await session.accessToken();
  session.me.subscribe((me) => { told.push(`me is ${me?.id}`); });
  session.identify({ token: tokenFor('customer-7') });
  expect(await session.accessToken()).toBe('access-2');
  expect(server.asked.at(-1)?.body).toMatchObject({ former: { refreshToken: 'refresh-1', attempt: expect.any(String) as string } });
  expect(told).toEqual(['user-0001 is user-0007', 'me is user-0007', 'user-0001 shows as user-0007']);
  expect([session.deviceId, others]).toEqual(['device-0001', []]);
});

test('an identity whose answer was lost is told again with the same proof, or a refresh brings its answer, also after a restart', async () => {
  for (const isIdentifiedAgain of [true, false]) {
    const server = new FakeSessions();
    const { session, settings } = keeper(server);
    await session.accessToken();
    session.identify({ token: tokenFor('customer-7') });
    server.losesAnswers = true;
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'offline' });
    server.losesAnswers = false;
    const next = keeper(server, settings);
    await next.session.load();
    if (isIdentifiedAgain) next.session.identify({ token: async () => tokenFor('customer-7') });
    else next.clock.now += 10 * minutes;
    expect(await next.session.accessToken()).toBe('access-2');
    expect([next.session.me.value?.id, next.session.deviceId, next.others]).toEqual(['user-0007', 'device-0001', []]);
    expect(next.told[0]).toBe('user-0001 is user-0007');
    const proofs = server.asked.map(({ body }) => body['former'] ?? (body['refreshToken'] === undefined ? undefined : body)).filter(Boolean);
    expect(proofs).toHaveLength(2);
    expect(proofs[1]).toEqual(proofs[0]);
  }
});

test('another customer is another person, whose device begins without anything', async () => {
  const server = new FakeSessions();
  const { session, settings } = keeper(server);
  session.identify({ token: tokenFor('customer-7') });
  await session.accessToken();
  const next = keeper(server, settings);
  server.customer = { id: 'user-0008', name: 'Dora', kind: 'customer' };
  next.session.identify({ token: tokenFor('customer-8') });
  await next.session.load();
  expect(await next.session.accessToken()).toBe('access-2');
  expect([next.others, next.told]).toEqual([['user-0007 to user-0008'], []]);
});

test('a profile is kept and told to other tabs when it is another, not each time it is heard', async () => {
  const { session, announced } = keeper(new FakeSessions());
  await session.accessToken();
  const before = announced.count;
  await session.setUser({ ...visitor });
  await session.setUser({ ...visitor, id: 'user-0002', name: 'Somebody else' });
  expect([announced.count, session.me.value]).toEqual([before, visitor]);
  await session.setUser({ ...visitor, blocked: true });
  expect([announced.count, session.me.value]).toEqual([before + 1, { ...visitor, blocked: true }]);
});

test('a profile that is told after another tab has ended the session does not bring it back', async () => {
  const { session, settings } = keeper(new FakeSessions());
  await session.accessToken();
  await settings.clear();
  await session.setUser({ ...visitor, name: 'Still here' });
  expect(await settings.keys()).toEqual([]);
});

test('a tab that finds another person’s session when it renews its own says so, and asks for nothing', async () => {
  const server = new FakeSessions();
  const first = keeper(server);
  await first.session.accessToken();
  const second = keeper(server, first.settings);
  await second.session.load();
  server.isOver = true;
  server.user = { ...visitor, id: 'user-0002' };
  for (const { clock } of [first, second]) clock.now += 10 * minutes;
  await first.session.accessToken();
  const asked = server.asked.length;
  expect(await second.session.accessToken()).toBe('access-2');
  expect([second.told, second.others, second.session.me.value?.id, server.asked.length]).toEqual([['replaced'], [], 'user-0002', asked]);
});

test('of profiles that are told while one of them is being stored the last counts, and is what is stored', async () => {
  const { session, settings } = keeper(new FakeSessions());
  await session.accessToken();
  // The device keeps what was told last before the page was left: the log of the feed tells the rest of it again.
  await session.setUser({ ...visitor, blocked: true });
  await Promise.all([session.setUser(visitor), session.setUser({ ...visitor, blocked: true })]);
  expect(session.me.value).toEqual({ ...visitor, blocked: true });
  const next = keeper(new FakeSessions(), settings);
  await next.session.load();
  expect(next.session.me.value).toEqual({ ...visitor, blocked: true });
});
