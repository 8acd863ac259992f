/** A text in pieces, every second of which is what was asked for, whatever its case and spaces, and however its letters are composed. */
export function piecesOf(text: string, words: string): string[] {
  const asked = words.normalize('NFC').trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return asked.length === 0 ? [text] : text.normalize('NFC').split(new RegExp(`(${asked.join('\\s+')})`, 'giu'));
}
