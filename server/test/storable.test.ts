import { afterAll, beforeAll, expect, test } from 'vitest';
import { SignJWT } from 'jose';
import { api, staffPassword, staffSession, startServer, visitorSession, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => { server = await startServer(); });
afterAll(() => server.stop());

test('a NUL in whatever is stored is a fault of the request, on every engine', async () => {
  const setup = { secret: server.setupSecret, email: 'a@example.org', name: 'A', password: staffPassword };
  const setUpStatus = (await api(server, 'POST', '/staff/setup', { body: { ...setup, name: 'A\0B' } })).status;
  const [visitor, staff] = [await visitorSession(server), await staffSession(server)];
  const ask = async (method: string, path: string, body?: unknown, session = visitor) =>
    [path, (await api(server, method, path, { token: session.accessToken, ...(body === undefined ? {} : { body }) })).status];
  expect(setUpStatus).toBe(400);
  const asked = [
    await ask('POST', '/sessions', { site: 'demo', profile: { name: 'A\0B' } }),
    await ask('POST', '/sessions', { site: 'demo', profile: { email: 'a\0@example.org' } }),
    await ask('POST', '/sessions', { site: 'demo', profile: { avatar: 'https://shop.example/\0.png' } }),
    await ask('POST', '/sessions', { site: 'demo', device: { label: 'a\0b' } }),
    await ask('PATCH', '/me', { name: 'A\0B' }),
    await ask('POST', '/conversations', { kind: 'group', title: 'a\0b', members: [] }),
    await ask('PUT', '/me/context', { page: { url: 'https://shop.example/\0' } }),
    await ask('GET', '/inbox/search?q=a%00b'),
    await ask('GET', '/search?q=a%00b', undefined, staff),
    await ask('POST', '/staff/sessions', { email: 'a\0@example.org', password: staffPassword }),
    await ask('POST', '/staff/sessions', { email: 'staff@example.org', password: staffPassword, device: { label: 'a\0b' } }),
  ];
  expect(asked).toEqual(asked.map(([path]) => [path, 400]));
});

test('an identity with a NUL is refused like any other that is wrong', async () => {
  const site = await server.store.sites.get('demo');
  const sign = (claims: Record<string, string>, sub: string) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub).setAudience('demo').setExpirationTime('2m').sign(new TextEncoder().encode(site?.secret));
  for (const identity of [await sign({}, 'customer\0'), await sign({ name: 'A\0' }, 'customer'), await sign({ email: 'a\0@example.org' }, 'customer')]) {
    expect((await api(server, 'POST', '/sessions', { body: { site: 'demo', identity } })).status).toBe(401);
  }
});

test('a NUL in a text or in what the site says is kept as it was written', async () => {
  const visitor = await visitorSession(server);
  const call = (method: string, path: string, body?: unknown) => api(server, method, path, { token: visitor.accessToken, ...(body === undefined ? {} : { body }) });
  const { id } = (await call('POST', '/conversations', { kind: 'support' })).body as { id: string };
  const content = { kind: 'text', text: 'a\0b' };
  expect((await call('POST', `/conversations/${id}/messages`, { clientId: 'nul', content })).status).toBe(201);
  expect((await call('GET', `/conversations/${id}/messages`)).body).toMatchObject({ messages: [{ content }] });
  expect((await call('PUT', '/me/context', { context: { plan: 'a\0b' } })).status).toBe(204);
});
