/** Scripts whose letters stand alone: two of them side by side read as initials, in others they would read as a word. */
const separate = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/u;
const letter = /[\p{L}\p{N}]/u;

/** One or two letters for a person or a group; empty where the name has none. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).map((word) => letter.exec(word)?.[0] ?? '').filter((first) => first !== '');
  const first = words[0] ?? '';
  const last = words.length > 1 ? words.at(-1) ?? '' : '';
  return (separate.test(first) && separate.test(last) ? first + last : first).toUpperCase();
}

/** A number that is the same for the same name, below `count`. */
export const shadeOf = (name: string, count: number): number =>
  [...name].reduce((hash, character) => (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521, 7) % count;
