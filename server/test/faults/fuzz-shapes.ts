import { apiRoutes, type RouteServices } from '../../src/http/routes.ts';
import type { FuzzWorld } from './fuzz-inputs.ts';
import type { Random } from './random.ts';

/** A request that the server would take, below `/api/v1`. */
export interface ValidRequest { method: string; path: string; query?: Record<string, string>; body?: unknown }
type Shape = (random: Random, world: FuzzWorld) => Omit<ValidRequest, 'method' | 'path'>;

const text = (random: Random): string => random.pick(['hello', 'Grüße, 你好', '👩‍👩‍👧‍👦', 'a longer one, with a https://shop.example/link']);
const fresh = (random: Random): string => random.bytes(8).toString('hex');
const bare: Shape = () => ({});
const device = { label: 'Firefox on Linux' };
const password = 'a long enough password';

/** One right request for every route that the code declares; where one is missing, the fuzz does not begin. */
const shapes: Record<string, Shape> = {
  'post /sessions': (random, { refreshToken }) => ({
    body: random.chance(0.7) ? { site: 'demo', device, profile: { name: 'Ada', email: 'ada@example.org', avatar: 'https://shop.example/a.png' } }
      : { site: 'demo', link: random.bytes(33).toString('base64url'), former: { refreshToken, attempt: fresh(random) } },
  }),
  'post /sessions/refresh': (random, { refreshToken }) => ({ body: { refreshToken, attempt: fresh(random) } }),
  'delete /sessions/current': bare,
  'post /staff/sessions': () => ({ body: { email: 'staff@example.org', password: `${password}, but not this`, site: 'demo', device } }),
  'post /staff/setup': () => ({ body: { secret: 's'.repeat(43), email: 'ada@example.org', name: 'Ada', password, site: 'demo', device } }),
  'get /me': bare,
  'patch /me': (random) => ({ body: { name: random.pick(['Ada', 'Łukasz']), email: 'ada@example.org', avatar: 'https://shop.example/a.png', privacy: { lastSeen: random.chance(0.5), receipts: random.chance(0.5), writers: random.pick(['everyone', 'known']), adders: random.pick(['everyone', 'known', 'nobody']) } } }),
  'delete /me': bare,
  'get /inbox': bare,
  'get /inbox/search': (random) => ({ query: { q: random.pick(['hello', '你好', '%_\\']), before: '1700000000000.1' } }),
  'put /me/context': () => ({
    body: { context: { plan: 'pro', total: 12.5, 'is new': true }, page: { url: 'https://shop.example/cart?x=1#y', title: 'Cart', referrer: 'https://search.example/' }, language: 'de-AT' },
  }),
  'get /users/:id': bare,
  'post /conversations': (random, { user, staff }) => ({
    body: random.pick([{ kind: 'support' }, { kind: 'support', visitor: user }, { kind: 'direct', with: random.pick([user, staff]) }, { kind: 'group', title: 'Plans', members: [user, staff] }]),
  }),
  'get /conversations/:id': bare,
  'get /conversations/:id/messages': (random) => ({ query: random.pick([{ before: '9', limit: '50' }, { after: '2', limit: '100' }]) }),
  'get /conversations/:id/changes': (random) => ({ query: { after: String(random.integer(0, 50)) } }),
  'put /conversations/:id/state': (random) => ({ body: { state: random.pick(['open', 'resolved']) } }),
  'put /conversations/:id/arrangement': (random) => ({ body: { pinned: random.chance(0.5), mutedUntil: 1_700_000_000_000, archivedSeq: 3 } }),
  'put /conversations/:id/members/:user': (random) => ({ body: { role: random.pick(['owner', 'admin', 'member']) } }),
  'delete /conversations/:id/members/:user': bare,
  'put /conversations/:id/title': (random) => ({ body: { title: text(random) } }),
  'put /conversations/:id/permissions': (random) => ({ body: { send: random.pick(['all', 'admins']), add: random.pick(['all', 'admins']), rename: random.pick(['all', 'admins']) } }),
  'get /conversations/:id/invite': bare,
  'post /conversations/:id/invite': bare,
  'delete /conversations/:id/invite': bare,
  'post /invites/look': (random) => ({ body: { token: random.bytes(33).toString('base64url') } }),
  'post /invites/accept': (random) => ({ body: { token: random.bytes(33).toString('base64url') } }),
  'put /conversations/:id/assignee': (random, { staff }) => ({ body: { assignee: random.pick([staff, null]) } }),
  'put /conversations/:id/snooze': (random) => ({ body: { until: random.pick([null, Date.now() + 60_000]) } }),
  'post /conversations/:id/messages': (random) => ({ body: { clientId: fresh(random), content: { kind: 'text', text: text(random) }, ...(random.chance(0.3) ? { replyTo: 1 } : {}) } }),
  'patch /conversations/:id/messages/:seq': (random) => ({ body: { content: { kind: 'text', text: text(random) } } }),
  'delete /conversations/:id/messages/:seq': bare,
  'put /conversations/:id/messages/:seq/reactions': (random) => ({ body: { emoji: random.pick(['👍', '🏳️‍🌈']), on: random.chance(0.5) } }),
  'put /conversations/:id/messages/:seq/star': (random) => ({ body: { on: random.chance(0.7) } }),
  'get /conversations/:id/stars': bare,
  'get /conversations/:id/events': () => ({ query: { before: '0.9' } }),
  'get /me/stars': (random, { conversation }) => ({ query: { before: '0.9', ...(random.chance(0.5) ? { conversation } : {}) } }),
  'get /me/data': (random) => ({ query: { before: `${random.integer(0, 9)}.${random.integer(0, 50)}` } }),
  'get /me/devices': bare,
  'delete /me/devices': bare,
  'delete /me/devices/:device': bare,
  'post /me/link': bare,
  'delete /me/link': bare,
  'post /links/look': (random) => ({ body: random.pick([{ token: random.bytes(33).toString('base64url') }, { code: 'k3f7-9qwx' }]) }),
  'post /conversations/:id/receipts/delivered': (random) => ({ body: { seq: random.integer(1, 50) } }),
  'post /conversations/:id/receipts/read': (random) => ({ body: { seq: random.integer(1, 50) } }),
  'get /desk': bare,
  'get /desk/conversations': (random) => ({ query: { list: random.pick(['mine', 'unassigned', 'all', 'snoozed', 'resolved']), before: '1700000000000.1' } }),
  'put /desk/visitors/:id/block': (random) => ({ body: { blocked: random.chance(0.1) } }),
  'get /me/blocks': bare,
  'put /me/blocks/:user': (random) => ({ body: { on: random.chance(0.5) } }),
  'post /reports': (random, { user, conversation }) => ({
    body: { clientId: fresh(random), user, reason: random.pick(['spam', 'harassment', 'other']), note: text(random), ...(random.chance(0.5) ? { conversation, seq: random.integer(1, 50) } : {}) },
  }),
  'get /desk/reports': () => ({ query: { state: 'open', before: '0.17' } }),
  'put /desk/reports/:id': (random) => ({ body: { handled: random.chance(0.5) } }),
  'get /search': (random) => ({ query: { q: random.pick(['hello', 'ada@', '%_\\']), before: '1700000000000.1' } }),
  'get /conversations/:id/notes': () => ({ query: { before: '1700000000000.1' } }),
  'post /conversations/:id/notes': (random) => ({ body: { clientId: fresh(random), text: text(random) } }),
  'delete /conversations/:id/notes/:note': bare,
  'get /canned-replies': bare,
  'put /canned-replies/:shortcut': (random) => ({ body: { text: `${text(random)} {visitor.name}`, replaces: 'thanks' } }),
  'delete /canned-replies/:shortcut': bare,
};

const routes = apiRoutes({} as RouteServices).map(({ method, path }) => ({ method, path, name: `${method} ${path}` }));
for (const { name } of routes) if (!Object.hasOwn(shapes, name)) throw new Error(`${name} has no shape to fuzz it by`);

export function validRequest(random: Random, world: FuzzWorld): ValidRequest {
  const { method, path, name } = random.pick(routes);
  // Each costs half a tenth of a second of somebody's core, by design.
  if (name === 'post /staff/sessions' && random.chance(0.9)) return validRequest(random, world);
  const id = /^\/(users|desk\/visitors)\//.test(path) ? world.user : world.conversation;
  // Who blocks the witness of the fuzz would silence it.
  const user = path.startsWith('/me/blocks/') ? world.staff : random.pick([world.user, world.staff]);
  const placed = path.replace(':id', id).replace(':seq', String(random.integer(1, 50))).replace(':note', fresh(random)).replace(':user', user).replace(':device', fresh(random)).replace(':shortcut', random.pick(['hi', 'thanks', 'ñandú']));
  // A cursor is right only some of the time, and would hide the first page.
  const { query, ...rest } = shapes[name]?.(random, world) ?? {};
  const { before: _, ...first } = query ?? {};
  const kept = random.chance(0.5) ? query : first;
  return { method: method.toUpperCase(), path: placed, ...rest, ...(kept === undefined ? {} : { query: kept }) };
}

export const everyRoute = routes.map(({ method, path }) => ({ method: method.toUpperCase(), path: `/api/v1${path}` }));
