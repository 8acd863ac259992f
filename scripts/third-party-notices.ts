import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Bundle { [file: string]: { type: 'asset' | 'chunk'; modules?: Record<string, unknown> } }
interface Context { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }

/** Build plugin: puts the licences of all packages whose code is in the bundle beside it, as those licences ask. */
export const thirdPartyNotices = {
  name: 'third-party-notices',
  generateBundle(this: Context, _: unknown, bundle: Bundle): void {
    const folders = new Set(Object.values(bundle).flatMap(({ modules }) => Object.keys(modules ?? {})).flatMap((id) => packageFolder(id) ?? []));
    if (folders.size === 0) return;
    this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source: [...folders].sort().map(notice).join(`\n${'-'.repeat(80)}\n\n`) });
  },
};

/** `…/node_modules/@scope/name` of a module in it. */
const packageFolder = (id: string): string | undefined => /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const [file] = globSync('LICEN[CS]E*', { cwd: folder });
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : 'Its package holds no text of its licence.'}\n`;
}
