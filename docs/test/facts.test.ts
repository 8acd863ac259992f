import { existsSync, globSync } from 'node:fs';
import { commands, errorTable } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { usage } from '../../server/src/cli/usage.ts';
import { apiRoutes, type RouteServices } from '../../server/src/http/routes.ts';
import { found, foundIn, pages, read, rows, section, sources, texts } from './pages.ts';

/* What the pages say, held against the code: everything they name exists, and everything that exists is named. */

const http = read('docs/http.md');
const operations = read('docs/operations.md');
const protocol = read('docs/protocol.md');
const names = (from: string): string[] => found(/`([^`]+)`/g, from);

test('every environment variable in the pages is read by the server, and each it reads is in the table', () => {
  const known = found(/^ {2}([A-Z][A-Z_]+): v\./gm, read('server/src/config.ts'));
  expect(known).toContain('FOYER_DATA');
  const notOfTheServer = ['FOYER_LONG'];
  expect(foundIn(/\b(FOYER_[A-Z_]+)\b/g, texts).filter((name) => !known.includes(name) && !notOfTheServer.includes(name))).toEqual([]);
  expect(known.filter((name) => !section(operations, 'Environment').includes(`\`${name}\``))).toEqual([]);
});

/** As Express matches them, without the names of parameters, which are the pages' choice. */
const plain = (route: string): string => route.replace('/api/v1', '').replaceAll(/:\w+/g, ':').replace(/\?.*$/, '');

test('every route in the pages exists, and every route is in the reference', () => {
  const table = apiRoutes({} as RouteServices).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  const mounted = found(/\brouter\.(?:get|post|put|patch|delete|head|all|use)\(['"](\/[^'"]*)['"]/g, sources('server/src/**/*.ts'));
  const known = new Set([...table.map(plain), ...mounted.flatMap((path) => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].map((method) => `${method} ${plain(path)}`))]);
  expect(foundIn(/`((?:GET|POST|PUT|PATCH|DELETE|HEAD) \/[^`\s]*)/g, pages).filter((route) => !known.has(plain(route)))).toEqual([]);
  const documented = new Set(found(/`([A-Z]+ \/[^`\s]*)/g, http).map(plain));
  expect(table.filter((route) => !documented.has(plain(route)))).toEqual([]);
});

test('the table of errors is the one in the code, line by line', () => {
  const documented = rows(section(http, 'Errors')).map(([code = '', status, close, retries]) => [code.replaceAll('`', ''), Number(status), Number(close), retries]);
  expect(documented).toEqual(Object.entries(errorTable).map(([code, { status, closeCode, retry }]) => [code, status, closeCode, retry ? 'yes' : 'no']));
});

test('every close code in the pages is one, and each is in the table of the wire', () => {
  const known = [...new Set(Object.values(errorTable).map(({ closeCode }) => String(closeCode)))];
  // The bounds of the two ranges are no codes.
  const ranges = ['4499', '4599'];
  expect(foundIn(/\b(4[45]\d\d)\b/g, pages).filter((code) => !known.includes(code) && !ranges.includes(code))).toEqual([]);
  const table = section(protocol, 'Close codes');
  expect(known.filter((code) => !new RegExp(`^\\|.*\\b${code}\\b`, 'm').test(table))).toEqual([]);
});

test('the table of commands has every command of the wire, with its arguments', () => {
  const documented = rows(section(protocol, 'Commands')).flatMap(([name = '', args = '']) => names(name).map((one) => [one, names(args)] as const));
  expect(documented.map(([name]) => name).sort()).toEqual(Object.keys(commands).sort());
  for (const [name, args] of documented) {
    const fields = Object.keys(commands[name as keyof typeof commands].args.entries);
    expect(args.filter((arg) => /^\w+\??$/.test(arg)).map((arg) => arg.replace('?', '')).filter((arg) => !fields.includes(arg) && !valuesOfStates.includes(arg)), name).toEqual([]);
    expect(fields.filter((field) => !args.some((arg) => arg.replace('?', '') === field)), name).toEqual([]);
  }
});
const valuesOfStates = ['open', 'resolved', 'owner', 'admin', 'member', 'all', 'admins'];

test('every metric in the pages exists, and each is in the table', () => {
  const known = found(/'(foyer_[a-z0-9_]+)'/g, sources('server/src/**/*.ts'));
  expect(known).toContain('foyer_ack_seconds');
  expect(foundIn(/\b(foyer_[a-z0-9_]+)\b/g, texts).filter((name) => !known.includes(name.replace(/_(bucket|count|sum)$/, '')))).toEqual([]);
  expect(known.filter((name) => !section(operations, 'Health and metrics').includes(`\`${name}\``))).toEqual([]);
});

test('every command line in the pages is one that the server knows, with options that it knows', () => {
  const known = found(/^ {2}([a-z]+)/gm, usage);
  const options = found(/(--[a-z-]+)/g, usage);
  const lines = texts.flatMap(({ path, text }) => [...text.matchAll(/(?:foyer-server|npm run foyer --|\bdist\/main\.js) ([a-z]+[^\n`]*)/g)].map(([, line = '']) => ({ path, line })));
  expect(lines.length).toBeGreaterThan(5);
  for (const { path, line } of lines) {
    expect(known, `${path}: ${line}`).toContain(line.split(/[\s)&;"\]]/)[0]);
    expect(found(/(?<=\s)(--[a-z-]+)/g, line).filter((option) => !options.includes(option)), `${path}: ${line}`).toEqual([]);
  }
  const commandTable = section(operations, 'Commands');
  expect(known.filter((command) => !commandTable.includes(`\`${command}`))).toEqual([]);
});

test('the table of settings has every setting of a site', () => {
  const known = (/site set <key> ([a-z|-]+) <value>/.exec(usage)?.[1] ?? '').split('|').sort();
  const table = rows(section(operations, 'Commands')).filter(([first = '']) => known.includes(first.replaceAll('`', '')));
  expect(table.map(([first = '']) => first.replaceAll('`', '')).sort()).toEqual(known);
  expect(foundIn(/site set \S+ ([a-z-]+)/g, texts).filter((setting) => !known.includes(setting))).toEqual([]);
});

test('every npm script in the pages exists, in the workspace that is named', () => {
  const named = texts.flatMap(({ text }) => [...text.matchAll(/\bnpm run ([a-z:]+)\b(?: -w ([a-z]+))?/g)]);
  expect(named.length).toBeGreaterThan(10);
  const missing = named.filter(([, script = '', workspace = '.']) => !Object.hasOwn((JSON.parse(read(`${workspace}/package.json`)) as { scripts: object }).scripts, script));
  expect(missing.map(([command]) => command)).toEqual([]);
});

test('what the benchmark measures is built by its own command: the page, and the server as it is published', () => {
  const { bench = '' } = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
  const steps = bench.split(' && ').map((step) => found(/^npm run (\w+)/g, step).concat(found(/ -w (\w+)/g, step)).join(' '));
  expect(steps).toEqual(['web', 'build server', '']);
});

test('every option, method and store of the headless client is on its page', () => {
  const api = read('widget/src/client/api.ts');
  const page = read('docs/headless.md');
  for (const name of ['FoyerClientOptions', 'FoyerClient', 'ConversationHandle', 'FoyerClientEvents']) {
    const body = new RegExp(`^export interface ${name}\\b[^\\n]*\\{\\n(.*?)^\\}`, 'ms').exec(api)?.[1] ?? '';
    const members = found(/^ {2}(?:readonly )?(\w+)(?:<.*>)?\??[:(]/gm, body);
    expect(members.length, name).toBeGreaterThan(2);
    expect(members.filter((member) => !new RegExp(`\\b${member}\\b`).test(page)), name).toEqual([]);
  }
});

test('every file of the repository that the pages name exists', () => {
  const named = foundIn(/`((?:[\w.-]+\/)+[\w-]+\.(?:ts|js|json|md))`/g, pages).filter((path) => !path.startsWith('dist/'));
  expect(named.length).toBeGreaterThan(10);
  // Some are named from the folder that the page is about.
  const places = ['.', 'widget/src', 'server/src', 'server/src/services', 'demo', 'docs'];
  expect(named.filter((path) => !places.some((place) => existsSync(`${place}/${path}`)))).toEqual([]);
});

test('every sample is shown on a page, and every sample that a page shows exists', () => {
  const shown = foundIn(/<<< (?:\.\.?\/)+samples\/([\w.-]+)/g, pages);
  const files = globSync('docs/samples/*').map((path) => path.slice('docs/samples/'.length)).sort();
  expect(shown.filter((file) => !files.includes(file))).toEqual([]);
  expect(files.filter((file) => !shown.includes(file))).toEqual([]);
});

test('the figures on the first page are those of the measurements and of the budgets', () => {
  const home = read('docs/index.md');
  const performance = read('docs/performance.md');
  const figures = rows(section(home, 'In figures')).map(([figure = '']) => figure.replaceAll('`', ''));
  expect(figures.length).toBeGreaterThan(3);
  expect(figures.filter((figure) => !performance.includes(figure))).toEqual([]);
  const budgets = found(/maxBytes: (\d+) \* 1024/g, read('scripts/size.ts'));
  expect(budgets.filter((budget) => !home.includes(`${budget} KB`))).toEqual([]);
});
