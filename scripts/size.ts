/** Fails when what a page loads has outgrown its budget. Sizes are gzip, from the built files in `server/web`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('../server/web/', import.meta.url));

interface Chunk { file: string; imports?: string[] }
const manifest = JSON.parse(readFileSync(`${web}.vite/chat.json`, 'utf8')) as Record<string, Chunk>;

/** The files that a chunk loads with it, its own among them. */
function closure(key: string, files = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`There is no chunk ${key}`);
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const next of chunk.imports ?? []) closure(next, files);
  return files;
}

const gzipBytes = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(web + file), { level: 9 }).length, 0);

const chat = Object.keys(manifest).find((key) => key.endsWith('widget/src/auto.ts')) ?? 'widget/src/auto.ts';

const budgets = [
  { what: 'loader and launcher', bytes: gzipBytes(['foyer.js']), maxBytes: 3 * 1024 },
  // To open a thread, read, write, send and see ticks and typing; what takes a further step is fetched for it, or while the browser is idle.
  { what: 'everything that opening a thread loads', bytes: gzipBytes(closure(chat)), maxBytes: 60 * 1024 },
];

for (const { what, bytes, maxBytes } of budgets) {
  console.log(`${bytes <= maxBytes ? 'ok  ' : 'OVER'} ${what}: ${(bytes / 1024).toFixed(1)} KB gzip of ${(maxBytes / 1024).toFixed(0)} KB`);
}
if (budgets.some(({ bytes, maxBytes }) => bytes > maxBytes)) process.exit(1);
