/** Reads integers, strings and values as lib0 writes them. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }
  byte() { return this.bytes[this.at++]; }
  take(length) { return this.bytes.subarray(this.at, this.at += length); }

  /** varuint: 7 bits a byte, the lowest first; bit 0x80 says that more follow. */
  uint() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }
  /** varint: as varuint, but the first byte has 6 bits, and 0x40 for minus. */
  int() {
    const first = this.byte();
    let value = first & 0x3f;
    for (let factor = 64, byte = first; byte >= 0x80; factor *= 128) value += ((byte = this.byte()) & 0x7f) * factor;
    return first & 0x40 ? -value : value;
  }
  string() { return new TextDecoder().decode(this.take(this.uint())); }
  float(bytes) {
    this.at += bytes;
    return bytes === 4 ? this.view.getFloat32(this.at - 4) : this.view.getFloat64(this.at - 8);
  }
  list(read) { return Array.from({ length: this.uint() }, read); }

  any() {
    switch (this.byte()) {
      case 126: return null;
      case 125: return this.int();
      case 124: return this.float(4);
      case 123: return this.float(8);
      case 121: return false;
      case 120: return true;
      case 119: return this.string();
      case 118: return Object.fromEntries(this.list(() => [this.string(), this.any()]));
      case 117: return this.list(() => this.any());
      default: return undefined;
    }
  }
}

/** What a binary frame of the server carries: its channel, and the entries that were appended. Typing and heartbeats have none. */
export function readFrame(bytes) {
  const reader = new Reader(bytes);
  const channel = reader.uint();
  if (reader.uint() !== 0) return { channel, entries: [] };      // 1: awareness
  reader.uint();                                                 // step 2, the answer to ours; or an update
  reader.uint();                                                 // length of what follows
  const entries = [];
  if (reader.uint() === 0) return { channel, entries };          // no news
  const structs = reader.uint();
  reader.uint();                                                 // the feed's epoch
  reader.uint();                                                 // number of the first entry
  for (let struct = 0; struct < structs; struct += 1) {
    const kind = reader.byte();
    if (kind & 0x80) { reader.uint(); reader.uint(); }           // comes after another entry
    else { reader.uint(); reader.string(); }                     // the first of all: the array's name
    if ((kind & 0x1f) === 8) entries.push(...reader.list(() => reader.any()));
    else reader.uint();                                          // so many were trimmed before we came
  }
  return { channel, entries };
}
