import { existsSync, globSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limits } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { usage } from '../../server/src/cli/usage.ts';
import { readConfig } from '../../server/src/config.ts';
import viteConfig from '../../vite.config.ts';
import { found, read } from './pages.ts';

/* The samples for a container, held against the repository: what they name is there, and what one part says the others mean, too. No container is built here. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const dockerfile = read('docs/samples/Dockerfile');
const compose = read('docs/samples/compose.yaml');
const one = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? '';

/** The instructions of each stage, in order. */
const stages = dockerfile.split(/^(?=FROM )/m).map((stage) => stage.trim().split('\n').map((line) => {
  const [name = '', ...rest] = line.split(' ');
  return { name, rest: rest.join(' ') };
}));
const [building = [], running = []] = stages;
const rest = (stage: typeof building, name: string): string[] => stage.filter((instruction) => instruction.name === name).map((instruction) => instruction.rest);

/** As Docker reads it: `**` stands for any folders, and what is in a folder that is left out is left out. */
const ignored = read('docs/samples/Dockerfile.dockerignore').trim().split('\n')
  .map((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('**/', '(.+/)?').replaceAll(/(?<!\.\+)\*/g, '[^/]*')}(/|$)`));
const isInContext = (path: string): boolean => !ignored.some((pattern) => pattern.test(path));

interface Manifest { scripts: Record<string, string>; bin: Record<string, string>; devDependencies: Record<string, string> }
const manifest = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json'))) as Manifest;

/** What a script runs, and the scripts that it runs; of those that are not there the names. */
function missingScripts(command: string): string[] {
  return [...command.matchAll(/npm run ([\w:-]+)(?: -w (\w+))?/g)].flatMap(([, script = '', folder = '.']) => {
    const next = manifest(folder).scripts[script];
    return next === undefined ? [`${folder}: ${script}`] : missingScripts(next);
  });
}

/** What a build of Vite makes: where, and which files of their own names. */
function built(mode: string): { folder: string; files: string[] } {
  const { build } = viteConfig({ command: 'build', mode });
  return { folder: posix.relative(root, build?.outDir ?? ''), files: Object.keys(build?.rolldownOptions?.input ?? {}).map((name) => `${name}.js`) };
}
const outputs = new Map(['server', 'chat'].map((mode) => built(mode)).map(({ folder, files }) => [folder, files]));

test('all that somebody has written goes into the image’s build, and nothing that a build has made', () => {
  const written = globSync('{*,{widget,server,demo,docs,scripts}/**/*}', { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', 'server/web/**', 'data/**', 'docs/.vitepress/cache/**'] });
  expect(written).toContain('widget/src/protocol/fold.ts');
  expect(written.filter((path) => !['node_modules', 'data'].includes(path) && !isInContext(path) && !/(^|\/)(node_modules|dist|web)$/.test(path))).toEqual([]);
  for (const path of ['.git/HEAD', 'data/foyer.sqlite', 'node_modules/lit/index.js', 'docs/node_modules/vite/index.js', 'widget/dist/index.js', 'server/dist/main.js', 'server/web/foyer.js']) expect(isInContext(path), path).toBe(false);
});

test('what is copied is in the repository, or made by the build before', () => {
  expect(rest(building, 'COPY')).toEqual(['. .']);
  const workdir = one(/^(\S+)$/, rest(building, 'WORKDIR')[0] ?? '');
  const copied = rest(running, 'COPY').map((copy) => one(new RegExp(`^--from=build ${workdir}/(\\S+) \\S+$`), copy));
  expect(copied).toEqual(['server/package.json', 'server/dist', 'server/web']);
  for (const path of copied) expect(outputs.has(path) || (existsSync(root + path) && isInContext(path)), path).toBe(true);
});

test('every script that the build runs is there, and so is the list of packages that it installs', () => {
  const [command = ''] = rest(building, 'RUN');
  expect(command.split(' && ')).toEqual(['npm ci', 'npm run build']);
  expect(missingScripts(command)).toEqual([]);
  expect(existsSync(`${root}package-lock.json`) && isInContext('package-lock.json')).toBe(true);
});

test('what is started is what the build of the server makes, with a command that it has, on the Node that the repository has', () => {
  const [program, file = '', command = ''] = JSON.parse(rest(running, 'CMD')[0] ?? '[]') as string[];
  expect([program, Object.values(manifest('server').bin)]).toEqual(['node', [file]]);
  const place = rest(running, 'COPY').map((copy) => copy.split(' ')).find(([, , to]) => to === file.split('/')[0])?.[1] ?? '';
  const made = [...outputs].find(([folder]) => place.endsWith(`/${folder}`))?.[1];
  expect(made).toContain(file.split('/')[1]);
  expect(usage).toContain(`\n  ${command} `);
  expect(rest([...building, ...running], 'FROM').map((from) => one(/^node:(\d+)-slim/, from))).toEqual(Array.from({ length: 2 }, () => manifest('.').devDependencies['node']?.split('.')[0]));
  // What the pages run in the container is the same program.
  expect(found(/exec foyer (node \S+)/g, read('docs/deploy.md'))).toEqual([`node ${file}`]);
});

test('the environment is the server’s, and the port, the folder of data and the time to stop are the same everywhere', () => {
  const known = found(/^ {2}([A-Z][A-Z_]+): v\./gm, read('server/src/config.ts'));
  const environment = Object.fromEntries((rest(running, 'ENV')[0] ?? '').split(' ').map((pair) => pair.split('=') as [string, string]));
  const outer = Object.fromEntries([...compose.matchAll(/^ {6}([A-Z_]+): "?([^"\n]*)"?$/gm)].map(([, name = '', value = '']) => [name, value]));
  expect(Object.keys(outer)).toContain('FOYER_PUBLIC_URL');
  expect(Object.keys({ ...environment, ...outer }).filter((name) => !known.includes(name))).toEqual([]);

  const { port, host, dataDirectory, production } = readConfig({ ...environment, ...outer });
  expect([host, production]).toEqual(['0.0.0.0', true]);
  expect(rest(running, 'EXPOSE')).toEqual([String(port)]);
  expect(rest(running, 'HEALTHCHECK').map((check) => one(/127\.0\.0\.1:(\d+)\/readyz/, check))).toEqual([String(port)]);
  expect(one(/reverse_proxy foyer:(\d+)/, read('docs/samples/Caddyfile.compose'))).toBe(String(port));
  expect(rest(running, 'VOLUME')).toEqual([dataDirectory]);
  const user = one(/^(\S+)$/, rest(running, 'USER')[0] ?? '');
  expect(rest(running, 'RUN')).toEqual([`mkdir --mode=0700 ${dataDirectory} && chown ${user}:${user} ${dataDirectory}`]);
  expect(one(/^ {6}- foyer-data:(\S+)$/m, compose)).toBe(dataDirectory);
  expect(Number(one(/stop_grace_period: (\d+)s/, compose)) * 1_000).toBeGreaterThan(limits.drainMs);
});

test('the files that the composition names are there, and its volumes are declared', () => {
  const context = join('docs/samples', one(/context: (\S+)/, compose));
  expect(existsSync(join(root, context, one(/dockerfile: (\S+)/, compose)))).toBe(true);
  expect(join(root, context, '/')).toBe(root);
  const mounts = [...compose.matchAll(/^ {6}- ([\w./-]+):\/\S+$/gm)].map(([, source = '']) => source);
  const volumes = found(/^ {2}([\w-]+):$/gm, one(/^volumes:\n([\s\S]*)/m, compose));
  expect(mounts.filter((source) => !source.startsWith('.')).toSorted()).toEqual(volumes);
  expect(mounts.filter((source) => source.startsWith('.') && !existsSync(join(root, 'docs/samples', source)))).toEqual([]);
  expect(mounts).toContain('./Caddyfile.compose');
});
