import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Page { path: string; text: string }

export const read = (path: string): string => readFileSync(root + path, 'utf8');
const all = (...patterns: string[]): Page[] => globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', '**/.vitepress/**', 'docs/reference/**'] }).sort()
  .map((path) => ({ path, text: read(path) }));

/** Everything that somebody wrote to be read: pages, the root's files, samples. Paths are from the root. */
export const pages: readonly Page[] = all('docs/**/*.md', '*.md');
export const samples: readonly Page[] = all('docs/samples/*');
export const texts: readonly Page[] = [...pages, ...samples];

/** The sources of a folder in one text, to look for what they name. */
export const sources = (pattern: string): string => all(pattern).filter(({ path }) => !path.includes('.test.')).map(({ text }) => text).join('\n');

/** Every first group of the pattern, without repetition, in order. */
export const found = (pattern: RegExp, ...from: string[]): string[] =>
  [...new Set(from.flatMap((text) => [...text.matchAll(pattern)].map(([, group]) => group ?? '')))].sort();

export const foundIn = (pattern: RegExp, from: readonly Page[]): string[] => found(pattern, ...from.map(({ text }) => text));

/** The section below a heading, up to the next of the same or a higher level. */
export function section(text: string, heading: string): string {
  const [, level = '', rest = ''] = new RegExp(`^(#+) ${heading}\\n(.*)`, 'ms').exec(text) ?? [];
  if (level === '') throw new Error(`There is no heading ${heading}.`);
  return rest.split(new RegExp(`^#{1,${level.length}} `, 'm'))[0] ?? '';
}

/** The cells of a Markdown table's rows, without its head. */
export const rows = (text: string): string[][] => text.split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line))
  .map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .filter(([first = '']) => first.includes('`'));
