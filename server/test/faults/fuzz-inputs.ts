import { clientFrameSchema, commands, encodeChannelFrame, inboxFeed } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Random } from './random.ts';
import { binaryOpcode, encodeFrame, textOpcode } from './ws-frames.ts';

/** What a hostile client may know for true. */
export interface FuzzWorld {
  accessToken: string;
  refreshToken: string;
  conversation: string;
  user: string;
}

/** A frame as bytes, and whether the socket is over after it. */
export interface FuzzFrame { bytes: Buffer; isLast: boolean }

const oddStrings = ['', ' ', '\0', '__proto__', 'constructor', '../../etc/passwd', '%00', '\ud800', 'e\u0301', '\u202e', '👩‍👩‍👧‍👦', 'NaN', "' OR 1=1 --", '<img src=x onerror=1>', '${7*7}', '\r\nX: y', 'a'.repeat(300)];
const oddNumbers = [0, -0, 1, -1, 0.5, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, 5e-324];
const commandNames = Object.keys(commands);

/** Everything a client can say on `/sync`, from nearly right to noise; one seed, one sequence. */
export class FuzzInputs {
  readonly #random: Random;
  readonly #world: FuzzWorld;

  constructor(random: Random, world: FuzzWorld) {
    this.#random = random;
    this.#world = world;
  }

  frame(): FuzzFrame {
    const dice = this.#random.next();
    if (dice < 0.6) return this.#text();
    if (dice < 0.85) return this.#binary();
    return this.#brokenFrame();
  }

  /** A JSON value of any kind, at most a few levels deep. */
  value(depth = 3): unknown {
    const random = this.#random;
    switch (random.integer(0, depth > 0 ? 9 : 6)) {
      case 0: return null;
      case 1: return random.chance(0.5);
      case 2: return random.pick(oddNumbers);
      case 3: return random.integer(-10, 10);
      case 4: return random.pick(oddStrings);
      case 5: return random.pick([this.#world.conversation, this.#world.user, this.#world.refreshToken]);
      case 6: return random.bytes(random.integer(0, 40)).toString('latin1');
      case 7: return Array.from({ length: random.integer(0, 5) }, () => this.value(depth - 1));
      default: return Object.fromEntries(Array.from({ length: random.integer(0, 5) }, () => [random.pick([...oddStrings, 'kind', 'text', 'seq', 'with', 'site']), this.value(depth - 1)]));
    }
  }

  /** Bytes with one to four wounds. */
  mutated(bytes: Uint8Array): Buffer {
    const random = this.#random;
    let result = Buffer.from(bytes);
    for (let wound = random.integer(1, 4); wound > 0; wound -= 1) {
      const at = random.integer(0, result.length);
      const cut = random.integer(0, 8);
      switch (random.integer(0, 3)) {
        case 0: if (at < result.length) result[at] = random.integer(0, 255); break;
        case 1: result = Buffer.concat([result.subarray(0, at), result.subarray(at + cut)]); break;
        case 2: result = Buffer.concat([result.subarray(0, at), random.bytes(cut), result.subarray(at)]); break;
        default: result = Buffer.concat([result.subarray(0, at + cut), result.subarray(at)]);
      }
    }
    return result;
  }

  #text(): FuzzFrame {
    const random = this.#random;
    const text = JSON.stringify(this.#controlFrame());
    const dice = random.next();
    const payload = dice < 0.8 ? Buffer.from(text)
      : dice < 0.93 ? this.mutated(Buffer.from(text))
        : Buffer.from(random.pick(['', '{', '[]', 'null', '"', '['.repeat(30_000), `{"t":${'{"a":'.repeat(5_000)}`, '{"__proto__":{"t":"ping"}}', '\ufeff{"t":"ping"}', `"${'x'.repeat(65_000)}"`]));
    return { bytes: encodeFrame({ opcode: textOpcode, payload }), isLast: !isControlFrame(payload) };
  }

  /** Of the right grammar; what stands in the fields is another matter. */
  #controlFrame(): object {
    const random = this.#random;
    const odd = random.chance(0.2);
    switch (random.integer(0, 9)) {
      case 0: return { t: 'ping' };
      case 1: return { t: 'open', ch: odd ? this.value(1) : random.integer(1, 300), feed: random.pick([inboxFeed, 'desk', `conversation/${this.#world.conversation}`, `conversation/${this.#world.user}`, 'conversation/', ...oddStrings.slice(0, 12)]) };
      case 2: return { t: 'close', ch: odd ? this.value(1) : random.integer(1, 300) };
      default: return { t: 'command', id: odd ? this.value(1) : random.integer(0, 1000), name: odd ? random.pick(oddStrings) : random.pick(commandNames), args: this.#args() };
    }
  }

  #args(): unknown {
    const random = this.#random;
    if (random.chance(0.2)) return this.value();
    const right: Record<string, unknown> = {
      conversation: this.#world.conversation, clientId: random.bytes(6).toString('hex'), seq: random.integer(1, 50), content: { kind: 'text', text: random.pick(oddStrings) || 'x' },
      emoji: random.pick(['👍', '❤️', '🏳️‍🌈']), on: random.chance(0.5), state: 'open',
    };
    const names = random.pick([['conversation', 'clientId', 'content'], ['conversation', 'seq', 'content'], ['conversation', 'seq'], ['conversation', 'seq', 'emoji', 'on'], ['conversation', 'state']]);
    const args: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, right[name]]));
    if (random.chance(0.5)) args[random.pick([...names, ...oddStrings.slice(0, 5)])] = this.value();
    return args;
  }

  #binary(): FuzzFrame {
    const random = this.#random;
    const channel = random.integer(1, 10);
    const rest = random.bytes(random.integer(0, 60));
    const body = random.pick([
      Buffer.of(0, 0, 1, 0), // SyncStep1, empty state vector
      Buffer.concat([Buffer.of(0, 0, rest.length), rest]),
      Buffer.concat([Buffer.of(0, 1, rest.length), rest]), // SyncStep2: a write
      Buffer.concat([Buffer.of(0, 2, rest.length), rest]), // update: a write
      Buffer.from([1, 1, 0]), // awareness of nobody
      Buffer.concat([Buffer.of(1, rest.length), rest]),
      Buffer.concat([Buffer.of(1, 22, 1, 5, 1, 18), Buffer.from('{"typing":"text"}x')]),
      Buffer.of(2), Buffer.of(3), Buffer.of(0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f), Buffer.of(1, 0xff, 0xff, 0x7f),
      rest,
    ]);
    const payload = random.chance(0.85) ? encodeChannelFrame(channel, body) : this.mutated(body);
    return { bytes: encodeFrame({ opcode: binaryOpcode, payload }), isLast: random.chance(0.1) };
  }

  /** Wrong below JSON and Yjs, at RFC 6455 itself. */
  #brokenFrame(): FuzzFrame {
    const random = this.#random;
    const payload = random.bytes(random.integer(0, 130));
    const bytes = random.pick([
      () => encodeFrame({ opcode: random.integer(3, 7), payload }),
      () => encodeFrame({ opcode: random.integer(11, 15), payload }),
      () => encodeFrame({ opcode: textOpcode, payload, reserved: random.integer(1, 7) }),
      () => encodeFrame({ opcode: textOpcode, payload: Buffer.from('{"t":"ping"}'), isMasked: false }),
      () => encodeFrame({ opcode: textOpcode, payload, claimedLength: 2n ** BigInt(random.integer(17, 63)) }),
      () => encodeFrame({ opcode: textOpcode, payload: Buffer.of(0xc3, 0x28, 0xff) }),
      () => encodeFrame({ opcode: 0, payload }),
      () => encodeFrame({ opcode: 8, payload: random.bytes(random.integer(0, 4)) }),
      () => encodeFrame({ opcode: 9, payload: random.bytes(126), isFinal: random.chance(0.5) }),
      () => encodeFrame({ opcode: 8, payload: Buffer.of(0x03, random.integer(0, 255), 0xff, 0xfe) }),
      () => Buffer.concat(Array.from({ length: random.integer(2, 40) }, (_, index) => encodeFrame({ opcode: index === 0 ? textOpcode : 0, payload: Buffer.of(0x20), isFinal: false }))),
      () => this.mutated(encodeFrame({ opcode: binaryOpcode, payload })),
      () => payload,
    ])();
    return { bytes, isLast: true };
  }
}

function isControlFrame(payload: Buffer): boolean {
  try {
    return v.is(clientFrameSchema, JSON.parse(payload.toString()));
  } catch {
    return false;
  }
}
