import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { checkSite } from './check-site.ts';
import { rootLinks } from './root-links.ts';

const pages = (...entries: [text: string, link: string][]): DefaultTheme.SidebarItem[] => entries.map(([text, link]) => ({ text, link }));

const sidebar: DefaultTheme.SidebarItem[] = [
  { text: 'On your site', items: pages(
    ['Get started', '/get-started'], ['Embed the chat', '/embed'], ['Identify customers', '/identify'], ['Theme', '/theme'], ['Localise', '/localise'],
    ['Frameworks', '/frameworks'], ['Staff desk', '/desk'],
  ) },
  { text: 'Run it', items: pages(
    ['Put it on a server', '/deploy'], ['Run and back up', '/operations'], ['Security and privacy', '/security'], ['Performance', '/performance'],
  ) },
  { text: 'Build on it', items: pages(
    ['Headless client', '/headless'], ['Bots', '/bots'], ['HTTP', '/http'], ['Wire protocol', '/protocol'], ['A client of another make', '/write-a-client'],
  ) },
  { text: 'Reference', collapsed: true, items: pages(['Elements', '/reference/elements'], ['Client types', '/reference/client/'], ['Protocol types', '/reference/protocol/']) },
  { text: 'The project', collapsed: true, items: [
    ...pages(['Architecture', '/architecture'], ['Words', '/words']),
    { text: 'Decisions', link: '/decisions/', collapsed: true, items: pages(...decisions()) },
    ...pages(['Contributing', '/contributing'], ['Changes', '/changelog'], ['Licence', '/licence']),
  ] },
];

/** Each decision is a page; its heading names it. */
function decisions(): [string, string][] {
  const folder = fileURLToPath(new URL('../decisions/', import.meta.url));
  return globSync('[0-9]*.md', { cwd: folder }).sort()
    .map((file) => [/^# (.+)$/m.exec(readFileSync(folder + file, 'utf8'))?.[1] ?? file, `/decisions/${file.slice(0, -3)}`]);
}

export default defineConfig({
  title: 'Foyer',
  description: 'Chat for web sites: one script tag, one small server.',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  markdown: { config: rootLinks },
  // The largest chunk is the index of the search, which is fetched when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  buildEnd: ({ outDir }) => { checkSite(outDir); },
  themeConfig: {
    logo: '/icon.svg',
    nav: [{ text: 'Get started', link: '/get-started' }, { text: 'HTTP', link: '/http' }, { text: 'Elements', link: '/reference/elements' }, { text: 'Changes', link: '/changelog' }],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
  },
});
