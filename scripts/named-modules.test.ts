import { expect, test } from 'vitest';
import { leanServer } from './lean-server.ts';
import { leanValibot } from './lean-valibot.ts';
import { leanYjs } from './lean-yjs.ts';
import { NamedModules } from './named-modules.ts';

test('a build that has not come to every module that is named fails, and names those', () => {
  const named = new NamedModules(['/ws/lib/websocket.js', '/qs/lib/index.js']);
  named.meet('/app/node_modules/ws/lib/websocket.js');
  named.meet('/app/node_modules/other/qs-lib/index.js');
  expect(() => { named.check(); }).toThrow('No module is at /qs/lib/index.js:');
  named.meet('/app/node_modules/qs/lib/index.js');
  named.check();
});

test('a server is not built leaner by modules that are gone', () => {
  expect(() => { leanServer.generateBundle({}, {}); }).toThrow('/mime-db/index.js');
});

test('a page is not built leaner by parts of Yjs that are gone; one without Yjs is built', async () => {
  leanYjs.generateBundle();
  await leanYjs.resolveId.call({ resolve: async (id) => ({ id }) }, 'yjs', '/app/feed.ts');
  for (const name of ['/yjs/src/types/YXmlHook.js', '/yjs/src/utils/updates.js', '/yjs/src/structs/Item.js', '/y-protocols/sync.js', '/lib0/logging', '/y-websocket/src/y-websocket.js']) {
    expect(() => { leanYjs.generateBundle(); }, name).toThrow(`${name}`);
  }
});

test('a page is not built leaner where valibot is written in another way; what is not valibot stays as it is', () => {
  expect(() => leanValibot.transform('export const string = () => ({});\n', '/app/node_modules/valibot/dist/index.mjs')).toThrow('not written as it was');
  expect(leanValibot.transform('\t\tasync: false,\n', '/app/feed.ts')).toBeUndefined();
});
