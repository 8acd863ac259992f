/** Code units before and after what was found. */
const before = 40;
const after = 100;

/** The piece of a text round the first place of these words, on one line, with `…` where it was cut; the beginning where they are not in it. */
export function excerptOf(text: string, words: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const place = Math.max(0, line.toLowerCase().indexOf(words.toLowerCase()));
  const from = place <= before ? 0 : edge(line, place - before);
  const to = edge(line, Math.min(line.length, place + words.length + after));
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`;
}

/** Never between the halves of a surrogate pair. */
const edge = (line: string, index: number): number => (/[\uDC00-\uDFFF]/.test(line.charAt(index)) ? index + 1 : index);
