import type { FuzzInputs, FuzzWorld } from './fuzz-inputs.ts';
import { everyRoute, validRequest } from './fuzz-shapes.ts';
import type { Random } from './random.ts';

const pages = ['/', '/staff', '/foyer.js', '/healthz', '/readyz', '/assets/x.js', '/api/v1', '/api/v1/nothing', '/..%2f..%2fetc/passwd', '/%', '//', '/\u00ff'];

/** Requests and handshakes from nearly right to noise, as the bytes of one connection's whole life. */
export class FuzzRequests {
  readonly #random: Random;
  readonly #inputs: FuzzInputs;
  readonly #world: FuzzWorld;
  readonly #origin: string;

  constructor(random: Random, inputs: FuzzInputs, world: FuzzWorld, origin: string) {
    this.#random = random;
    this.#inputs = inputs;
    this.#world = world;
    this.#origin = origin;
  }

  /** `count` requests in a row, of which the last ends the connection. */
  conversation(count: number): Buffer {
    return Buffer.concat([...Array.from({ length: count - 1 }, () => this.#request(false)), this.#request(true)]);
  }

  /** One request that is none, or nearly. */
  garbage(): Buffer {
    const random = this.#random;
    return random.pick([
      () => random.bytes(random.integer(1, 400)),
      () => this.#inputs.mutated(this.#request(true)),
      () => Buffer.from(`GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`),
      () => Buffer.from(`POST /api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${random.pick(['-1', 'zz', 'ffffffffff', '5'])}\r\nhello\r\n0\r\n\r\n`),
      () => Buffer.from(`GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(random.integer(1, 3_000))}\r\n`),
      () => Buffer.from(`GET /${'a'.repeat(random.integer(1, 20_000))} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
      () => Buffer.from(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`),
      () => Buffer.concat([Buffer.of(0x16, 0x03, 0x01), random.bytes(200)]),
    ])();
  }

  /** A handshake for `/sync` with something wrong in it. */
  badUpgrade(): Buffer {
    const random = this.#random;
    const token = random.pick([
      '', 'a.b.c', 'x'.repeat(5_000), this.#world.refreshToken, this.#world.accessToken.slice(0, -1),
      this.#inputs.mutated(Buffer.from(this.#world.accessToken)).toString('base64url'),
      this.#world.accessToken.split('.').with(1, Buffer.from('{"sub":1,"exp":99999999999}').toString('base64url')).join('.'),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"1"}').toString('base64url')}.`,
    ]);
    const upgrade = this.upgrade(random.pick(['/sync', '/sync/inbox', '/sync/conversation/x', '/sync/%', '/', '//', 'http://[', '/peer', '//sync']), token, random.pick([this.#origin, 'null', 'http://evil.example', '']));
    return random.chance(0.3) ? this.#inputs.mutated(upgrade) : upgrade;
  }

  /** A right one. */
  upgrade(path = '/sync', token = this.#world.accessToken, origin = this.#origin): Buffer {
    return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n`
      + `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: foyer.1, token.${token}\r\nOrigin: ${origin}\r\n\r\n`);
  }

  #request(isLast: boolean): Buffer { return this.#random.chance(0.7) ? this.#nearlyRight(isLast) : this.#anything(isLast); }

  /** A right request, or one with a wound in its body, its path or what is asked. */
  #nearlyRight(isLast: boolean): Buffer {
    const random = this.#random;
    const { method, path, query, body } = validRequest(random, this.#world);
    const [inBody, inQuery, inPath] = [random.chance(0.5), random.chance(0.3), random.chance(0.1)];
    const asked = query && (inQuery ? this.#inputs.wounded(query) : query);
    const search = new URLSearchParams(Object.entries(asked ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value) ?? '']));
    const parts = path.split('/').map((part) => (inPath && random.chance(0.3) ? String(this.#inputs.wounded(part)).slice(0, 4_000).toWellFormed() : part));
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(inBody ? this.#inputs.wounded(body) : body) ?? '');
    return this.#bytesOf({ method, target: `/api/v1${parts.map(encodeURIComponent).join('/')}${search.size > 0 ? `?${search}` : ''}`, body: bytes, isLast });
  }

  #anything(isLast: boolean): Buffer {
    const random = this.#random;
    const route = random.chance(0.9) ? random.pick(everyRoute) : { method: random.pick(['GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE']), path: random.pick(pages) };
    const id = random.pick([this.#world.conversation, this.#world.user, 'x', '%2e%2e', '__proto__']);
    const path = route.path.replace(':id', id).replace(':seq', random.pick(['1', '0', '-1', '1e9', 'x', '99999999999999999999']));
    const query = random.chance(0.2) ? `?${random.pick(['after', 'before', 'limit', '__proto__', 'after[]'])}=${encodeURIComponent(String(this.#inputs.value(0)).toWellFormed())}` : '';
    const body = random.chance(0.7) ? Buffer.from(JSON.stringify(this.#body())) : random.pick([random.bytes(30), Buffer.from('{'), Buffer.from('"x"'), Buffer.alloc(0)]);
    return this.#bytesOf({ method: route.method, target: path + query, body, isLast });
  }

  #bytesOf({ method, target, body, isLast }: { method: string; target: string; body: Buffer; isLast: boolean }): Buffer {
    const random = this.#random;
    // The session must outlive the run.
    const endsIt = method === 'DELETE' && /\/(sessions\/current|me)\/*(\?.*)?$/i.test(target);
    const token = endsIt || random.chance(0.05) ? 'nobody' : this.#world.accessToken;
    return Buffer.concat([
      Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${random.chance(0.95) ? this.#origin : 'http://evil.example'}\r\nAuthorization: Bearer ${token}\r\n`
        + `Content-Type: ${random.chance(0.95) ? 'application/json' : random.pick(['text/plain', 'application/json; charset=utf-7', 'multipart/form-data'])}\r\n`
        + `${random.chance(0.03) ? 'Content-Encoding: gzip\r\n' : ''}Content-Length: ${body.length}\r\n${isLast ? 'Connection: close\r\n' : ''}\r\n`, 'latin1'),
      body,
    ]);
  }

  #body(): unknown {
    const random = this.#random;
    if (random.chance(0.3)) return this.#inputs.value();
    const odd = (right: unknown): unknown => (random.chance(0.2) ? this.#inputs.value(2) : right);
    return random.pick([
      () => ({ site: odd('demo'), device: odd({ label: 'x' }), profile: odd({ name: 'n', email: 'a@b' }), identity: odd('a.b.c') }),
      () => ({ refreshToken: odd('x'.repeat(43)), attempt: odd('a') }),
      () => ({ email: odd('a@b.c'), password: odd('x') }),
      () => ({ name: odd('n'), email: odd('a@b'), avatar: odd('https://a/b') }),
      () => ({ kind: odd('direct'), with: odd(this.#world.user) }),
      () => ({ kind: odd('group'), title: odd('t'), members: odd([this.#world.user, 'x'.repeat(22)]) }),
      () => ({ clientId: odd(random.bytes(6).toString('hex')), content: odd({ kind: 'text', text: odd('hi') }), replyTo: odd(1) }),
      () => ({ emoji: odd('👍'), on: odd(true) }),
      () => ({ seq: odd(1) }),
      () => ({ pinned: odd(true), mutedUntil: odd(1), archivedSeq: odd(1) }),
    ])();
  }
}
