import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Ends the build when a link names an anchor that is not there, or when a page would ask another server for anything. */
export function checkSite(folder: string): void {
  const pages = new Map(globSync('**/*.html', { cwd: folder }).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const faults = [...pages].flatMap(([file, html]) => [...deadAnchors(file, html, pages), ...foreign(file, html)]);
  for (const file of globSync('assets/*.css', { cwd: folder })) {
    if (/(?:url\(|@import )["']?(?:https?:)?\/\//.test(readFileSync(join(folder, file), 'utf8'))) faults.push(`${file} fetches from elsewhere`);
  }
  if (faults.length > 0) throw new Error(`The site has ${faults.length} faults:\n${faults.join('\n')}`);
}

function deadAnchors(file: string, html: string, pages: ReadonlyMap<string, string>): string[] {
  return [...html.matchAll(/<a [^>]*?href="([^"]*)#([^"]+)"/g)].flatMap(([, path = '', anchor = '']) => {
    if (/^[a-z]+:/.test(path)) return [];
    const target = path === '' ? file : normalize(path.startsWith('/') ? path.slice(1) : join(dirname(file), path));
    const page = pages.get(target === '' || target === '.' ? 'index.html' : target.endsWith('/') ? `${target}index.html` : target);
    const id = decodeURIComponent(anchor);
    return page === undefined || !page.includes(` id="${id}"`) ? [`${file} links to ${path}#${id}`] : [];
  });
}

const foreign = (file: string, html: string): string[] =>
  [...html.matchAll(/<(?:script|img|iframe|link|source|video)\b[^>]*? (?:src|href)="((?:https?:)?\/\/[^"]*)"/g)].map(([, address]) => `${file} fetches ${address}`);
