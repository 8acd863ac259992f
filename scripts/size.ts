/** Fails when what a page loads has outgrown its budget. Sizes are gzip, from the built files in `server/web`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('../server/web/', import.meta.url));

interface Chunk { file: string; imports?: string[]; isEntry?: boolean; name?: string }
const manifest = JSON.parse(readFileSync(`${web}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>;

/** Everything that a chunk loads with it. */
function closure(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) closure(next, seen);
  return seen;
}

const gzipBytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(web + file), { level: 9 }).length, 0);

const keyOf = (source: string): string => {
  const found = Object.keys(manifest).find((key) => key.endsWith(source));
  if (!found) throw new Error(`No chunk was built from ${source}`);
  return found;
};

const filesOf = (source: string): string[] => [...closure(keyOf(source))].map((key) => manifest[key]?.file ?? '');

const budgets = [
  { what: 'loader and launcher', bytes: gzipBytes(filesOf('widget/src/loader/loader.ts')), maxBytes: 3 * 1024 },
  { what: 'everything that opening a thread loads', bytes: gzipBytes(filesOf('widget/src/auto.ts')), maxBytes: 60 * 1024 },
];

for (const { what, bytes, maxBytes } of budgets) {
  console.log(`${bytes <= maxBytes ? 'ok  ' : 'OVER'} ${what}: ${(bytes / 1024).toFixed(1)} KB gzip of ${(maxBytes / 1024).toFixed(0)} KB`);
}
if (budgets.some(({ bytes, maxBytes }) => bytes > maxBytes)) process.exit(1);
