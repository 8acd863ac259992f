import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Up to 0.2.117 its decoder reads out of bounds: other people's memory in a frame. */
const safePatch = 120;

test('every lib0 in the tree reads within bounds', () => {
  const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')) as { packages: Record<string, { version?: string }> };
  const versions = Object.entries(lock.packages).filter(([path]) => path.endsWith('node_modules/lib0')).map(([, { version }]) => version ?? '');
  expect(versions.length).toBeGreaterThan(0);
  for (const version of versions) {
    const [major, minor, patch] = version.split('.').map(Number);
    expect([major, minor], version).toEqual([0, 2]);
    expect(patch, version).toBeGreaterThanOrEqual(safePatch);
  }
});
