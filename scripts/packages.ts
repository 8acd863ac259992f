/** Packs both packages as npm would publish them, and fails when somebody who installs them would stumble. Builds are made before: `npm run packages`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

interface Packed { filename: string; size: number; unpackedSize: number; entryCount: number; files: { path: string }[] }
type Exports = Record<string, string | { default: string }>;

const root = join(import.meta.dirname, '..');
const faults: string[] = [];
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
const manifestOf = (folder: string): { name: string; exports: Exports; customElements?: string; bin?: Record<string, string> } =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as ReturnType<typeof manifestOf>;

function pack(folder: string, destination: string): Packed {
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', destination], {
    cwd: join(root, folder), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  })) as Packed[];
  if (!packed) throw new Error(`Nothing was packed in ${folder}`);
  return packed;
}

const destination = mkdtempSync(join(tmpdir(), 'foyer-packages-'));
for (const folder of ['widget', 'server']) {
  const manifest = manifestOf(folder);
  const packed = pack(folder, destination);
  const paths = new Set(packed.files.map(({ path }) => path));
  console.log(`${manifest.name}: ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} unpacked, ${packed.entryCount} files`);

  const promised = ['README.md', 'LICENSE', manifest.customElements, ...Object.values(manifest.bin ?? {})];
  for (const path of promised) if (path !== undefined && !paths.has(path)) faults.push(`${manifest.name}: ${path} is not in the package`);
  for (const path of paths) if (/\.test\.|-contract\.|\/fake-/.test(path)) faults.push(`${manifest.name}: ${path} is for nobody who installs it`);

  if (manifest.customElements !== undefined) {
    const { modules } = JSON.parse(readFileSync(join(root, folder, manifest.customElements), 'utf8')) as { modules: { declarations?: { tagName?: string }[] }[] };
    const tags = modules.flatMap(({ declarations = [] }) => declarations.flatMap(({ tagName }) => tagName ?? []));
    const types = readFileSync(join(root, folder, 'dist/ui/elements.d.ts'), 'utf8');
    if (tags.length === 0) faults.push(`${manifest.name}: ${manifest.customElements} names no element`);
    for (const tag of tags) if (!types.includes(`'${tag}': `)) faults.push(`${manifest.name}: <${tag}> has no type`);
  }

  const { messages, pkg } = await publint({ pkgDir: join(root, folder), strict: true, pack: 'npm' });
  for (const message of messages) faults.push(`${manifest.name}: ${formatMessage(message, pkg) ?? message.code}`);

  // As a server that renders pages would import them.
  const entries = Object.keys(manifest.exports).filter((entry) => typeof manifest.exports[entry] !== 'string').map((entry) => manifest.name + entry.slice(1));
  const imports = spawnSync(process.execPath, ['--input-type=module', '-e', `for (const entry of ${JSON.stringify(entries)}) await import(entry);`], { cwd: join(root, 'server'), encoding: 'utf8' });
  if (imports.status !== 0) faults.push(`${manifest.name}: cannot be imported without a DOM: ${imports.stderr}`);

  // Only ESM is published: what asks by require() gets it from Node itself.
  if (entries.length > 0) {
    const { status, stdout, stderr } = spawnSync('attw', [join(destination, packed.filename), '--profile', 'esm-only', '--format', 'table-flipped', '--no-emoji', '--no-color'], { encoding: 'utf8' });
    if (status !== 0) faults.push(`${manifest.name}: types do not resolve\n${stdout}${stderr}`);
  }
}
rmSync(destination, { recursive: true });

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log('Both packages can be installed: every entry resolves, has its types, and can be imported without a DOM.');
