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

/** A number below `count`, the same for the same name (FNV-1a). */
export function shadeOf(name: string, count: number): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 8) % count;
}
