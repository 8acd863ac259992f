import * as encoding from 'lib0/encoding';

const anyString = 119;
const anyObject = 118;
const anyArray = 117;
const maxShortLength = 200;

/**
 * Writes a JSON value as lib0's `writeAny` does, byte for byte. Keys, ids and most texts are short and ASCII: those are written
 * here, without a call of the text encoder for each, which was half of the time.
 */
export function writeValue(encoder: encoding.Encoder, value: unknown): void {
  if (typeof value === 'string') {
    encoding.write(encoder, anyString);
    writeText(encoder, value);
  } else if (Array.isArray(value)) {
    encoding.write(encoder, anyArray);
    encoding.writeVarUint(encoder, value.length);
    for (const item of value) writeValue(encoder, item);
  } else if (typeof value === 'object' && value !== null) {
    encoding.write(encoder, anyObject);
    const keys = Object.keys(value);
    encoding.writeVarUint(encoder, keys.length);
    for (const key of keys) {
      writeText(encoder, key);
      writeValue(encoder, (value as Record<string, unknown>)[key]);
    }
  } else {
    encoding.writeAny(encoder, value as number | boolean | null | undefined);
  }
}

function writeText(encoder: encoding.Encoder, text: string): void {
  if (!isShortAscii(text)) { encoding.writeVarString(encoder, text); return; }
  encoding.writeVarUint(encoder, text.length);
  for (let index = 0; index < text.length; index += 1) encoding.write(encoder, text.charCodeAt(index));
}

function isShortAscii(text: string): boolean {
  if (text.length > maxShortLength) return false;
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
