import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

/** Only the frameworks that were installed. */
const plugins = {
  react: async () => (await import('@vitejs/plugin-react')).default(),
  vue: async () => (await import('@vitejs/plugin-vue')).default({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('foyer-') } } }),
  svelte: async () => (await import('@sveltejs/vite-plugin-svelte')).svelte({ configFile: false }),
};
const apps = ['plain', ...Object.keys(plugins)].filter((app) => existsSync(app));

export default defineConfig(async () => ({
  plugins: await Promise.all(apps.filter((app) => app !== 'plain').map((app) => plugins[app]())),
  build: { target: 'es2022', rolldownOptions: { input: Object.fromEntries(apps.map((app) => [app, `${app}/index.html`])) } },
}));
