import { isUtf8 } from 'node:buffer';
import { clientFrameSchema, decodeChannelFrame, deskFeed, encodeChannelFrame, inboxFeed, type CommandName } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import type { Random } from './random.ts';
import { binaryOpcode, encodeFrame, textOpcode } from './ws-frames.ts';

/** What a hostile client may know for true. */
export interface FuzzWorld {
  /** Renewed while the fuzz goes on. */
  readonly accessToken: string;
  refreshToken: string;
  conversation: string;
  /** Somebody else in it. */
  user: string;
  /** Somebody on the team. */
  staff: string;
  /** The two feeds that this client watches. */
  feeds: readonly [string, string];
}

/**
 * A frame as bytes, and what becomes of it: a `command` has an answer coming, `bad` ones may not come thrice, after a `fatal` one
 * the socket is over, `other` ones pass.
 */
export interface FuzzFrame { bytes: Buffer; kind: 'command' | 'bad' | 'fatal' | 'other' }

const oddStrings = ['', ' ', '\0', '__proto__', 'constructor', '../../etc/passwd', '%00', '\ud800', 'e\u0301', '\u202e', '👩‍👩‍👧‍👦', 'NaN', "' OR 1=1 --", '<img src=x onerror=1>', '${7*7}', '\r\nX: y', 'a'.repeat(300)];
const oddNumbers = [0, -0, 1, -1, 0.5, 127, 128, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, 5e-324];
const place = ['conversation', 'seq'];
const argumentNames: Record<CommandName, string[]> = {
  'message.send': ['conversation', 'clientId', 'content'], 'message.edit': [...place, 'content'], 'message.delete': place,
  'reaction.set': [...place, 'emoji', 'on'], 'receipt.delivered': place, 'receipt.read': place, 'conversation.setState': ['conversation', 'state'],
  'conversation.assign': ['conversation', 'assignee'], 'conversation.snooze': ['conversation', 'until'],
  'conversation.arrange': ['conversation', 'pinned', 'mutedUntil', 'archivedSeq'], 'conversation.rename': ['conversation', 'title'],
  'member.set': ['conversation', 'user', 'role'], 'conversation.setPermissions': ['conversation', 'send', 'add', 'rename'],
};
const commandNames = Object.keys(argumentNames) as CommandName[];

/** Everything a client can say on `/sync`, from nearly right to noise; one seed, one sequence. */
export class FuzzInputs {
  readonly #random: Random;
  readonly #world: FuzzWorld;

  constructor(random: Random, world: FuzzWorld) {
    this.#random = random;
    this.#world = world;
  }

  /** Frames of a socket that has `openings()` behind it. At most one is `fatal`, the last. */
  frames(most: number): FuzzFrame[] {
    const frames: FuzzFrame[] = [];
    for (let bad = 0; frames.length < most && bad < 2;) {
      const dice = this.#random.next();
      const frame = dice < 0.65 ? this.#text() : dice < 0.985 ? this.#binary() : this.#brokenFrame();
      frames.push(frame);
      if (frame.kind === 'fatal') break;
      if (frame.kind === 'bad') bad += 1;
    }
    return frames;
  }

  /** Opens the feeds as the channels 1 and 2. */
  openings(): Buffer {
    return Buffer.concat(this.#world.feeds.map((feed, index) =>
      encodeFrame({ opcode: textOpcode, payload: Buffer.from(JSON.stringify({ t: 'open', ch: index + 1, feed })) })));
  }

  /** What may be said in a plain room, where there are no channels. */
  roomFrames(count: number): Buffer {
    return Buffer.concat(Array.from({ length: count }, () => encodeFrame({ opcode: binaryOpcode, payload: this.#yjsMessage() })));
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
      case 5: return random.pick([this.#world.conversation, this.#world.user, this.#world.staff, this.#world.refreshToken]);
      case 6: return random.bytes(random.integer(0, 40)).toString('latin1');
      case 7: return Array.from({ length: random.integer(0, 5) }, () => this.value(depth - 1));
      default: return Object.fromEntries(Array.from({ length: random.integer(0, 5) }, () => [random.pick([...oddStrings, 'kind', 'text', 'seq', 'with', 'site']), this.value(depth - 1)]));
    }
  }

  /** A value of the right shape with one to three wounds: what stands at one place is gone, doubled, of another kind, too long or too much. */
  wounded(value: unknown): unknown {
    let result = value;
    for (let wound = this.#random.integer(1, 3); wound > 0; wound -= 1) result = this.#wound(result);
    return result;
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

  #wound(value: unknown): unknown {
    const random = this.#random;
    if (Array.isArray(value) && value.length > 0 && random.chance(0.7)) {
      const at = random.integer(0, value.length - 1);
      return value.map((element, index) => (index === at ? this.#wound(element) : element));
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(0.85)) {
      const entries = Object.entries(value);
      const at = random.integer(0, entries.length);
      const hit = entries[at];
      const extra = [random.pick([...oddStrings, ...entries.map(([name]) => name.toUpperCase())]), this.value(1)] as const;
      if (!hit || random.chance(0.1)) return Object.fromEntries([...entries, extra]);
      if (random.chance(0.15)) return Object.fromEntries(entries.toSpliced(at, 1));
      return Object.fromEntries(entries.with(at, [hit[0], this.#wound(hit[1])]));
    }
    // Seldom: what is kept of it is read by every client from then on.
    if (random.chance(0.02)) return String(value).repeat(random.integer(2, 3_000)).slice(0, 60_000);
    return random.pick([
      () => this.value(2),
      () => [value], () => ({ value }), () => null, () => String(value),
      () => random.pick(oddStrings), () => random.pick(oddNumbers),
      () => `${String(value)}${random.pick(oddStrings)}`,
      () => (typeof value === 'number' ? value + random.pick([-1, 0.5, 1, 2 ** 40]) : value),
      () => Array.from({ length: random.chance(0.1) && String(value).length < 40 ? 1_100 : 2 }, () => value),
    ])();
  }

  #text(): FuzzFrame {
    const random = this.#random;
    const text = JSON.stringify(this.#controlFrame());
    const dice = random.next();
    const payload = dice < 0.95 ? Buffer.from(text)
      : dice < 0.985 ? this.mutated(Buffer.from(text))
        : Buffer.from(random.pick(['', '{', '[]', 'null', '"', '['.repeat(30_000), `{"t":${'{"a":'.repeat(5_000)}`, '{"__proto__":{"t":"ping"}}', '\ufeff{"t":"ping"}', `"${'x'.repeat(65_000)}"`]));
    return { bytes: encodeFrame({ opcode: textOpcode, payload }), kind: kindOf(payload) };
  }

  /** Of the right grammar; what stands in the fields is another matter. */
  #controlFrame(): object {
    const random = this.#random;
    const odd = random.chance(0.03);
    switch (random.integer(0, 9)) {
      case 0: return { t: 'ping' };
      case 1: return { t: 'open', ch: odd ? this.value(1) : random.integer(3, 300), feed: random.pick([inboxFeed, deskFeed, `conversation/${this.#world.conversation}`, `conversation/${this.#world.user}`, 'conversation/', ...oddStrings.slice(0, 12)]) };
      case 2: return { t: 'close', ch: odd ? this.value(1) : random.integer(2, 300) };
      default: {
        const name = random.pick(commandNames);
        return { t: 'command', id: odd ? this.value(1) : random.integer(0, 1000), name: random.chance(0.05) ? random.pick(oddStrings) : name, args: this.#args(name) };
      }
    }
  }

  #args(name: CommandName): unknown {
    const random = this.#random;
    if (random.chance(0.2)) return this.value();
    const right: Record<string, unknown> = {
      conversation: this.#world.conversation, clientId: random.bytes(6).toString('hex'), seq: random.integer(1, 50), content: { kind: 'text', text: random.pick(oddStrings) || 'x' },
      emoji: random.pick(['👍', '❤️', '🏳️‍🌈']), on: random.chance(0.5),
      state: random.pick(['open', 'resolved']), assignee: random.pick([this.#world.staff, null]), until: random.pick([null, Date.now() + 60_000]),
      pinned: random.chance(0.5), mutedUntil: random.integer(0, 1000), archivedSeq: random.integer(0, 50),
    };
    const names = random.chance(0.8) ? argumentNames[name] : argumentNames[random.pick(commandNames)];
    const args: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, right[name]]));
    return random.chance(0.5) ? this.wounded(args) : args;
  }

  #binary(): FuzzFrame {
    const random = this.#random;
    const message = this.#yjsMessage();
    const payload = random.chance(0.98) ? encodeChannelFrame(random.chance(0.9) ? random.integer(1, 2) : random.integer(3, 300), message) : message;
    return { bytes: encodeFrame({ opcode: binaryOpcode, payload }), kind: decodeChannelFrame(payload) ? 'other' : 'bad' };
  }

  #yjsMessage(): Buffer {
    const random = this.#random;
    const rest = random.bytes(random.integer(0, 60));
    const message = random.pick([
      () => Buffer.of(0, 0, 1, 0), // SyncStep1, empty state vector
      () => Buffer.concat([Buffer.of(0, 0, rest.length), rest]),
      () => Buffer.concat([Buffer.of(0, 1, rest.length), rest]), // SyncStep2: a write
      () => Buffer.concat([Buffer.of(0, 2, rest.length), rest]), // update: a write
      () => Buffer.of(1, 1, 0), // awareness of nobody
      () => Buffer.concat([Buffer.of(1, rest.length), rest]),
      () => Buffer.concat([Buffer.of(1, 22, 1, 5, 1, 17), Buffer.from('{"typing":"text"}')]),
      () => Buffer.of(2), () => Buffer.of(3),
      () => Buffer.of(0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f),
      () => Buffer.of(1, 0xff, 0xff, 0x7f),
      () => rest,
    ])();
    return random.chance(0.8) ? message : this.mutated(message);
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
    return { bytes, kind: 'fatal' };
  }
}

function kindOf(payload: Buffer): FuzzFrame['kind'] {
  // What is not UTF-8 ends a socket before anybody looks at its meaning (RFC 6455, 8.1).
  if (!isUtf8(payload)) return 'fatal';
  try {
    const { success, output } = v.safeParse(clientFrameSchema, JSON.parse(payload.toString()));
    if (!success) return 'bad';
    return output.t === 'command' ? 'command' : 'other';
  } catch {
    return 'bad';
  }
}
