import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { name, exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { name: string; exports: Record<string, string | { 'foyer-source'?: string }> };
const entries = Object.keys(exports).filter((path) => typeof exports[path] === 'object' && exports[path]['foyer-source'] !== undefined);

test('every entry can be imported where there is no DOM, and leaves nothing running', () => {
  expect(entries).toContain('./auto');
  const program = `for (const entry of ${JSON.stringify(entries)}) await import('${name}' + entry.slice(1)); if (typeof document !== 'undefined') throw new Error('There is a DOM.');`;
  const { status, stderr } = spawnSync(process.execPath, ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
    cwd: import.meta.dirname, encoding: 'utf8', timeout: 20_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
