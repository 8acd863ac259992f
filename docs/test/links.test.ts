import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { pages, read, type Page } from './pages.ts';

/** The page with the files that it includes, or the regions of them. */
const whole = ({ path, text }: Page): string => text.replaceAll(/<!--@include: ([^\s#]+)(?:#([\w-]+))?-->/g, (_, file: string, region?: string) => {
  const included = read(join(dirname(path), file));
  return region === undefined ? included : included.split(new RegExp(`<!-- #(?:end)?region ${region} -->`))[1] ?? '';
});

const prose = (text: string): string => text.replaceAll(/```.*?```/gs, '');

/** As GitHub and VitePress both make them, for the characters that our headings have. */
const slug = (heading: string): string =>
  heading.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').toLowerCase().replaceAll(/[`'’.,:;!?()<>/]/g, '').trim().replaceAll(/\s+/g, '-');

const anchors = new Map(pages.map((page) => [page.path, new Set([...prose(whole(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading)))]));

/** Pages that the build makes from the sources. It checks links to them itself. */
const isMade = (path: string): boolean => path.startsWith('docs/reference/');

test.each(pages.map((page) => [page.path, page] as const))('the links of %s lead somewhere', (path, { text }) => {
  const links = [...prose(text).matchAll(/(?<!\\)\]\(([^)\s]+)\)/g)].map(([, href = '']) => href).filter((href) => !/^[a-z]+:/.test(href));
  const dead = links.filter((href) => {
    const [file = '', anchor] = href.split('#');
    const target = file === '' ? path : normalize(file.startsWith('/') ? `docs${file}` : join(dirname(path), file));
    if (isMade(target)) return false;
    return !existsSync(target) || (anchor !== undefined && anchors.get(target)?.has(anchor) !== true);
  });
  expect(dead).toEqual([]);
});

test('every page is in the sidebar or in the list of decisions', () => {
  const config = read('docs/.vitepress/config.ts');
  const missing = pages.map(({ path }) => path).filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== 'docs/index.md')
    .filter((path) => !config.includes(`'/${path.slice('docs/'.length, -'.md'.length)}'`));
  expect(missing).toEqual([]);
  const decisions = read('docs/decisions/index.md');
  expect(pages.map(({ path }) => path).filter((path) => path.startsWith('docs/decisions/') && !path.endsWith('/index.md') && !decisions.includes(`(${path.slice('docs/decisions/'.length)})`))).toEqual([]);
});
