import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { linkHere } from './link-here.ts';
import { pageLink } from './page-link.ts';

afterEach(() => { vi.unstubAllGlobals(); });
const token = 'x'.repeat(44);

test.each(['join', 'link'] as const)('a link to %s is the page with the token in its fragment, and the page finds it there', (name) => {
  vi.stubGlobal('location', new URL('https://shop.example/club?room=2#here'));
  const link = linkHere(name, token);
  expect(link).toBe(`https://shop.example/club?room=2#foyer-${name}=${token}`);
  expect(pageLink()).toBeUndefined();
  vi.stubGlobal('location', new URL(link));
  expect(pageLink()).toEqual([name, token]);
});

test('the script that draws the launcher knows the links by the same fragments', () => {
  const launcher = readFileSync(new URL('../../loader/launcher-name.ts', import.meta.url), 'utf8');
  for (const name of ['join', 'link']) expect(launcher).toContain(`'#foyer-${name}='`);
});
