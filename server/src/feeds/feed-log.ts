import { randomBytes } from 'node:crypto';
import * as encoding from 'lib0/encoding';
import { feedArrayName, limits } from '@foyer-chat/widget/protocol';
import { EntryWindow } from './entry-window.ts';
import { writeValue } from './write-value.ts';

/*
 * A feed is one append-only Y.Array written by one client id, so its Yjs v1 updates are regular enough to be written by hand:
 *
 *   update      = clients:varuint (0 or 1)  [structs:varuint client:varuint clock:varuint struct…]  deleteSet
 *   struct      = info:byte  parent|origin  content
 *   parent      = 1:varuint 'log':varstring          (the first struct of the array, clock 0; info without 0x80)
 *   origin      = client:varuint (clock − 1):varuint (every other one; info | 0x80)
 *   content     = count:varuint any…  (info 8)  |  length:varuint  (info 1: deleted)
 *   deleteSet   = 0  |  1 client 1 clock:varuint length:varuint
 *
 * A property test holds every byte equal to what Yjs 13.6.33 writes.
 */
const contentDeleted = 1;
const contentAny = 8;
const hasOrigin = 0x80;

const scratch = encoding.createEncoder();

/** What `write` writes: in the one scratch buffer, so until the next call. */
function written(write: (encoder: encoding.Encoder) => void): Uint8Array {
  scratch.cpos = 0;
  scratch.bufs = [];
  write(scratch);
  return scratch.bufs.length === 0 ? scratch.cbuf.subarray(0, scratch.cpos) : encoding.toUint8Array(scratch);
}

/** What is done with an update while it stands in the scratch buffer: a copy, or a message with a copy in it. */
type Use<T> = (update: Uint8Array) => T;

/** The most entries one update may append: with more, some would be born and trimmed in the same update. */
export const maxAppend = limits.feedWindowMin;

/** The window of a feed's log. Entries below `start` were trimmed, those below `told` by an update that says so. */
export class FeedLog {
  /** The Yjs client id of this life of the feed: its epoch. */
  readonly client = randomBytes(4).readUInt32LE(0);
  #start = 0;
  #told = 0;
  readonly #entries = new EntryWindow();

  /** How many entries were ever appended: the clock a reader who has everything names. */
  get end(): number { return this.#start + this.#entries.count; }

  /** Appends up to `maxAppend` entries, trims the front when the window is over-full, and makes something of the update that says both. */
  append<T>(values: readonly unknown[], use: Use<T>): T {
    if (values.length > maxAppend) throw new RangeError(`At most ${maxAppend} entries in one update`);
    const count = this.#entries.count + values.length;
    const trimmed = count > limits.feedWindowMax ? count - limits.feedWindowMin : 0;
    let first = 0;
    const ends: number[] = [];
    const update = written((encoder) => {
      this.#writeHead(encoder, 1, this.end);
      this.#writePlace(encoder, contentAny, this.end);
      encoding.writeVarUint(encoder, values.length);
      first = encoding.length(encoder);
      for (const value of values) {
        writeValue(encoder, value);
        ends.push(encoding.length(encoder) - first);
      }
      this.#writeDeleteSet(encoder, this.#told, this.#start + trimmed - this.#told);
    });
    this.#entries.push(update.subarray(first, first + (ends.at(-1) ?? 0)), ends);
    this.#trim(trimmed);
    this.#told = this.#start;
    return use(update);
  }

  /** Trims every entry. Who joins from now on is shown none of them; those who were are told by the next append. */
  clear(): void { this.#trim(this.#entries.count); }

  /** Makes something of the update for a reader who has the first `clock` entries. */
  diff<T>(clock: number, use: Use<T>): T {
    return use(written((encoder) => {
      if (clock >= this.end) encoding.writeVarUint(encoder, 0);
      else if (clock >= this.#start) {
        this.#writeHead(encoder, 1, clock);
        this.#writeEntries(encoder, clock);
      } else {
        this.#writeHead(encoder, this.#entries.count > 0 ? 2 : 1, clock);
        this.#writePlace(encoder, contentDeleted, clock);
        encoding.writeVarUint(encoder, this.#start - clock);
        if (this.#entries.count > 0) this.#writeEntries(encoder, this.#start);
      }
      this.#writeDeleteSet(encoder, 0, this.#start);
    }));
  }

  #trim(count: number): void {
    if (count === 0) return;
    this.#entries.drop(count);
    this.#start += count;
  }

  #writeHead(encoder: encoding.Encoder, structs: number, clock: number): void {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, structs);
    encoding.writeVarUint(encoder, this.client);
    encoding.writeVarUint(encoder, clock);
  }

  #writePlace(encoder: encoding.Encoder, info: number, clock: number): void {
    if (clock === 0) {
      encoding.writeUint8(encoder, info);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, feedArrayName);
    } else {
      encoding.writeUint8(encoder, info | hasOrigin);
      encoding.writeVarUint(encoder, this.client);
      encoding.writeVarUint(encoder, clock - 1);
    }
  }

  /** The entries from `clock` on. */
  #writeEntries(encoder: encoding.Encoder, clock: number): void {
    const index = clock - this.#start;
    this.#writePlace(encoder, contentAny, clock);
    encoding.writeVarUint(encoder, this.#entries.count - index);
    encoding.writeUint8Array(encoder, this.#entries.from(index));
  }

  #writeDeleteSet(encoder: encoding.Encoder, clock: number, length: number): void {
    if (length === 0) { encoding.writeVarUint(encoder, 0); return; }
    for (const part of [1, this.client, 1, clock, length]) encoding.writeVarUint(encoder, part);
  }
}
