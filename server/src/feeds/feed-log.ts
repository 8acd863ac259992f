import { randomBytes } from 'node:crypto';
import * as encoding from 'lib0/encoding';
import { feedArrayName, limits } from '@foyer-chat/widget/protocol';
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

/** The window of a feed's log, as encoded entries. Entries below `start` were trimmed, those below `told` by an update that says so. */
export class FeedLog {
  /** The Yjs client id of this life of the feed: its epoch. */
  readonly client = randomBytes(4).readUInt32LE(0);
  #start = 0;
  #told = 0;
  #entries: Uint8Array[] = [];

  /** How many entries were ever appended: the clock a reader who has everything names. */
  get end(): number { return this.#start + this.#entries.length; }

  /** Appends up to `maxAppend` entries, trims the front when the window is over-full, and makes something of the update that says both. */
  append<T>(values: readonly unknown[], use: Use<T>): T {
    if (values.length > maxAppend) throw new RangeError(`At most ${maxAppend} entries in one update`);
    const from = this.end;
    for (const value of values) this.#entries.push(Buffer.from(written((encoder) => { writeValue(encoder, value); })));
    const appended = this.#entries.slice(this.#entries.length - values.length);
    if (this.#entries.length > limits.feedWindowMax) this.#trim(this.#entries.length - limits.feedWindowMin);
    const told = this.#told;
    this.#told = this.#start;
    return use(written((encoder) => {
      this.#writeHead(encoder, 1, from);
      this.#writeEntries(encoder, from, appended);
      this.#writeDeleteSet(encoder, told, this.#start - told);
    }));
  }

  /** Trims every entry. Who joins from now on is shown none of them; those who were are told by the next append. */
  clear(): void { if (this.#entries.length > 0) this.#trim(this.#entries.length); }

  /** Makes something of the update for a reader who has the first `clock` entries. */
  diff<T>(clock: number, use: Use<T>): T {
    return use(written((encoder) => {
      if (clock >= this.end) encoding.writeVarUint(encoder, 0);
      else if (clock >= this.#start) {
        this.#writeHead(encoder, 1, clock);
        this.#writeEntries(encoder, clock, this.#entries.slice(clock - this.#start));
      } else {
        this.#writeHead(encoder, this.#entries.length > 0 ? 2 : 1, clock);
        this.#writePlace(encoder, contentDeleted, clock);
        encoding.writeVarUint(encoder, this.#start - clock);
        if (this.#entries.length > 0) this.#writeEntries(encoder, this.#start, this.#entries);
      }
      this.#writeDeleteSet(encoder, 0, this.#start);
    }));
  }

  #trim(count: number): void {
    this.#entries = this.#entries.slice(count);
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

  #writeEntries(encoder: encoding.Encoder, clock: number, entries: readonly Uint8Array[]): void {
    this.#writePlace(encoder, contentAny, clock);
    encoding.writeVarUint(encoder, entries.length);
    for (const entry of entries) encoding.writeUint8Array(encoder, entry);
  }

  #writeDeleteSet(encoder: encoding.Encoder, clock: number, length: number): void {
    if (length === 0) { encoding.writeVarUint(encoder, 0); return; }
    for (const part of [1, this.client, 1, clock, length]) encoding.writeVarUint(encoder, part);
  }
}
