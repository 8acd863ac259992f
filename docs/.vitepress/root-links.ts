import type { MarkdownRenderer } from 'vitepress';

/** Files of the repository's root that are pages of the site too, each included by a page in `docs`. */
const rootPages: Record<string, string> = { 'CONTRIBUTING.md': 'contributing.md', 'SECURITY.md': 'security.md', 'CHANGELOG.md': 'changelog.md', LICENSE: 'licence.md' };

/**
 * Links are written so that they work where the files lie: in the root as `docs/embed.md`, in `docs` as `../CONTRIBUTING.md`.
 * On the site all are pages beside each other.
 */
function siteLink(href: string): string {
  const [, path = '', anchor = ''] = /^(?:\.\.\/)*([^#]*)(.*)$/.exec(href) ?? [];
  const page = rootPages[path];
  if (page !== undefined) return `/${page}${anchor}`;
  return path.startsWith('docs/') ? `/${path.slice('docs/'.length)}${anchor}` : href;
}

export function rootLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('root-links', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet('href');
      if (token.type === 'link_open' && href !== null && !/^[a-z]+:/.test(href)) token.attrSet('href', siteLink(href));
    }
  });
}
