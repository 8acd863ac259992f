import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { leanServer } from './scripts/lean-server.ts';
import { leanValibot } from './scripts/lean-valibot.ts';
import { leanYjs } from './scripts/lean-yjs.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';

const conditions = ['foyer-source'];
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The script tag: one classic script, built by itself so that nothing of the rest gets in (`vite build --mode loader`). */
const loaderBuild = {
  outDir: here('server/web'),
  emptyOutDir: false,
  target: 'es2022',
  lib: { entry: here('widget/src/loader/loader.ts'), formats: ['iife' as const], name: 'foyerLoader', fileName: () => 'foyer.js' },
  // All of it runs at once: Chromium then compiles it while it comes in, and not function by function while the page waits.
  rolldownOptions: { output: { postBanner: '//# allFunctionsCalledOnLoad' } },
};

/** What both threads or several commands need lies in one file: each file costs a start some time and memory, in both threads. */
const sharedSources = /\/valibot\/|\/widget\/src\/protocol\/|\/server\/src\/(config|cli\/|services\/|store\/(operations|group-commit|sweep|sqlite\/messages))/;

/** The published server: a few files instead of some hundreds, which halves the time to its first answer (`vite build --mode server`). */
const serverBuild = {
  ssr: true,
  outDir: here('server/dist'),
  target: 'node24',
  rolldownOptions: {
    input: { main: here('server/src/main.ts'), 'sqlite-worker': here('server/src/store/sqlite-worker.ts') },
    output: {
      chunkFileNames: 'chunks/[name]-[hash].js', comments: false, codeSplitting: { groups: [{ name: 'shared', test: sharedSources, minShareCount: 2 }] },
    },
  },
};

/** Style sheets are template strings, which the minifier leaves as they are: this takes their comments and indentation out. */
const leanStyles = {
  name: 'lean-styles',
  transform: (code: string, id: string) => (/\/(ui|themes|staff|playground)\/.*\.ts$/.test(id)
    ? { code: code.replace(/\bcss`[^`]*`/g, (sheet) => sheet.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ').replace(/ ?([{};,]) ?|(:) /g, '$1$2').replaceAll(';}', '}')), map: null } : null),
};

/** What does not depend on SQLite's files runs on PostgreSQL too: all of it in the long form; the lists, retention and a little of the fuzz always. */
const onPostgres = process.env['FOYER_LONG'] === undefined
  ? ['server/test/{live-lists,retention,storable}.test.ts', 'server/test/faults/fuzz.test.ts']
  : [
      'server/test/{authorisation-*,client,desk,desk-client,groups,groups-client,http-api,identify,identify-client,live-lists,own-data,privacy,retention,seed,sessions,stars,storable}.test.ts',
      'server/test/faults/{fuzz,headless-faults,identify-kill,kill-loop,shutdown,stock-provider,wire-faults}.test.ts',
    ];
const wholeServer = { testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false };

/** Nothing that is fetched later brings a style sheet of its own, so it needs no code that would wait for one. */
const plainImports = {
  name: 'plain-imports',
  enforce: 'pre' as const,
  load: (id: string) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null),
};

/** What the script tag fetches, by itself: pages that share parts of it would cut it into pieces (`vite build --mode chat`). */
const chatBuild = {
  outDir: here('server/web'),
  emptyOutDir: true,
  manifest: '.vite/chat.json',
  target: 'es2022',
  // As a library, whose `import()` stays what it is. It keeps its name for ever; what it fetches later is named after its content.
  lib: { entry: here('widget/src/auto.ts'), formats: ['es' as const], fileName: () => 'foyer-chat.js' },
  rolldownOptions: {
    // Nothing here reads a property for what the reading does.
    treeshake: { propertyReadSideEffects: false as const },
    preserveEntrySignatures: false as const,
    output: {
      minify: true,
      comments: false,
      chunkFileNames: 'assets/[name]-[hash].js',
      // One file, though what is fetched later shares parts of it: they compress better together, and are always there by then.
      codeSplitting: { groups: [{ name: 'foyer-chat', tags: ['$initial' as const] }] },
    },
  },
};

/** The web build: demo site, staff desk and script tag, into `server/web`, which the server serves. And the test projects. */
export default defineConfig(({ command, mode }) => ({
  ...(command === 'build' ? { root: here(mode === 'server' ? 'server' : 'demo') } : {}),
  publicDir: false,
  plugins: command === 'build' ? [...(mode === 'server' ? [leanServer] : [leanStyles, leanYjs, leanValibot, plainImports]), thirdPartyNotices] : [],
  resolve: { conditions: [...conditions, 'module', 'browser', 'development|production'] },
  ssr: {
    ...(mode === 'server' ? { noExternal: true as const, external: ['pg-native'] } : {}),
    resolve: { conditions: [...conditions, 'node', 'module', 'development|production'], externalConditions: conditions },
  },
  build: mode === 'chat' ? chatBuild : mode === 'loader' ? loaderBuild : mode === 'server' ? serverBuild : {
    outDir: here('server/web'),
    emptyOutDir: false,
    modulePreload: false,
    target: 'es2022',
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      input: {
        index: here('demo/index.html'), staff: here('demo/staff.html'), playground: here('demo/playground/index.html'), stage: here('demo/playground/stage.html'),
      },
      output: { entryFileNames: 'assets/[name]-[hash].js' },
    },
  },
  test: {
    execArgv: ['--conditions=foyer-source', '--disable-warning=ExperimentalWarning'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['{widget,server}/src/**/*.test.ts', '{docs/test,scripts}/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      { extends: true, test: { ...wholeServer, name: 'server', include: ['server/test/**/*.test.ts', 'docs/samples.test.ts'] } },
      { extends: true, test: { ...wholeServer, name: 'postgres', include: onPostgres, globalSetup: [here('server/test/postgres-setup.ts')] } },
    ],
  },
}));
