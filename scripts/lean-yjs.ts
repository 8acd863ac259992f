import { readFileSync } from 'node:fs';
import { NamedModules } from './named-modules.ts';

/*
 * A feed is one array of plain values that the server alone writes (docs/protocol.md): a page reads updates of format 1 in their order,
 * and writes nothing. What else Yjs and lib0 can do is left out of what is built for pages; the names stay, with nothing behind them.
 * Whoever installs the package gets Yjs whole.
 */

/** Modules of Yjs of which nothing is reached: other types and contents, undo, snapshots, positions, and merging of updates that come out of order. */
const hollowModules = [
  ...['YMap', 'YText', 'YXmlElement', 'YXmlEvent', 'YXmlFragment', 'YXmlHook', 'YXmlText'].map((name) => `yjs/src/types/${name}.js`),
  ...['Binary', 'Doc', 'Embed', 'Format', 'JSON', 'String', 'Type'].map((name) => `yjs/src/structs/Content${name}.js`),
  ...['AbstractConnector', 'PermanentUserData', 'RelativePosition', 'Snapshot', 'UndoManager', 'logging', 'updates'].map((name) => `yjs/src/utils/${name}.js`),
];

/** Of others, these exports: format 2, what writes, and what nobody asks of an array. */
const hollowExports: Record<string, RegExp> = {
  'yjs/src/utils/UpdateEncoder.js': /^(DSEncoderV2|UpdateEncoderV\d)$/,
  'yjs/src/utils/UpdateDecoder.js': /^(DS|Update)DecoderV2$/,
  'yjs/src/utils/encoding.js': /^(write(ClientsStructs|StructsFromTransaction|StateAsUpdate)|encodeStateAsUpdate(V2)?)$/,
  'yjs/src/utils/DeleteSet.js': /^(writeDeleteSet|createDeleteSetFromStructStore)$/,
  'yjs/src/types/AbstractType.js': /^(typeList(Insert\w+|PushGenerics|Delete|Slice|Get|Map|ForEach|ToArray|\w+Snapshot|CreateIterator)|typeMap\w+|createMapIterator)$/,
  'y-protocols/sync.js': /^(writeSyncStep2|writeUpdate)$/,
  'lib0/decoding.js': /^_readVarStringPolyfill$/,
  'lib0/encoding.js': /^_writeVarStringPolyfill$/,
  'lib0/string.js': /^_(en|de)codeUtf8Polyfill$/,
  'lib0/function.js': /^equalityDeep$/,
  'lib0/object.js': /^deepFreeze$/,
  'lib0/observable.js': /^Observable$/,
};

/** And of classes that are needed otherwise, these methods. */
const unusedMethods: Record<string, string> = {
  'yjs/src/structs/AbstractStruct.js': 'write',
  'yjs/src/structs/GC.js': 'write',
  'yjs/src/structs/Skip.js': 'write',
  'yjs/src/structs/Item.js': 'write marker next prev',
  'yjs/src/structs/ContentAny.js': 'write copy getRef',
  'yjs/src/structs/ContentDeleted.js': 'write copy getRef',
  'yjs/src/types/AbstractType.js': 'parent _copy clone _write _first observeDeep unobserve unobserveDeep toJSON',
  'yjs/src/types/YArray.js': 'from _copy clone length push unshift delete get toArray slice toJSON map forEach _write',
  'yjs/src/utils/Doc.js': 'load getSubdocs getSubdocGuids transact getText getMap getXmlElement getXmlFragment toJSON',
  'yjs/src/utils/UpdateDecoder.js': 'readTypeRef readBuf readJSON readKey',
  'yjs/src/utils/UpdateEncoder.js': 'resetDsCurVal writeDsClock writeDsLen',
  'yjs/src/utils/YEvent.js': 'path keys delta',
  'y-protocols/awareness.js': 'setLocalStateField',
  'lib0/observable.js': 'once',
};

const replaced: Record<string, string> = {
  // Coloured logs, which take a DOM builder with its schemas with them.
  'lib0/logging': 'export const print = console.log, warn = console.warn; export const [ORANGE, BOLD, UNBOLD, RED] = ["", "", "", ""];',
  // A channel between tabs that is never opened (`disableBc`).
  'lib0/broadcastchannel': 'const none = () => {}; export { none as publish, none as subscribe, none as unsubscribe };',
  // Parameters of the room's address, of which there are none.
  'lib0/url': 'export const encodeQueryParams = () => "";',
  // Settings from the page's address and storage, which are nobody's business here.
  'lib0/environment': 'export const isNode = false, isBrowser = true, getVariable = () => null;',
};

/** `readSyncStep2` logs what an update throws and goes on without it. Here it must be heard: the channel then joins anew. */
const quiet = /  try \{\n(    Y\.applyUpdate\(.*\)\n)  \} catch \(error\) \{[\s\S]*?^  \}\n/m;

/** Of functions: updates for others to hear of, documents in documents; the provider's ways to other tabs and to servers that refuse or fall behind. */
const unreached: Record<string, readonly RegExp[]> = {
  'yjs/src/utils/Transaction.js': [
    /^      if \(doc\._observers\.has\('update'\)\) \{[\s\S]*?^      \}\n/m,
    /^      if \(doc\._observers\.has\('updateV2'\)\) \{[\s\S]*?^      \}\n/m,
    /^      const \{ subdocsAdded, [\s\S]*?^      \}\n/m,
    /^          if \(transaction\._needFormattingCleanup\) \{[\s\S]*?^          \}\n/m,
  ],
  'y-websocket/src/y-websocket.js': [
    /^messageHandlers\[messageAuth\] = \([\s\S]*?^\}\n/m,
    /^  if \(provider\.bcconnected\) \{[\s\S]*?^  \}\n/m,
    /^    if \(resyncInterval > 0\) \{[\s\S]*?^    \}\n/m,
    /^    this\._bcSubscriber = [\s\S]*?^    \}\n/m,
    /^    this\._updateHandler = [\s\S]*?^    \}\n/m,
    /^    this\.doc\.on\('update', this\._updateHandler\)\n/m,
    /^    this\.doc\.off\('update', this\._updateHandler\)\n/m,
    /^    this\._exitHandler = [\s\S]*?^    \}\n/m,
    /^    if \(this\._resyncInterval !== 0\) \{[\s\S]*?^    \}\n/m,
    /^    this\._resyncInterval = 0\n/m,
    /^  connectBc \(\) \{[\s\S]*?^  \}\n/m,
    /^      this\.connectBc\(\)\n/m,
    /^    if \(this\.bcconnected\) \{[\s\S]*?^    \}\n/m,
  ],
};

const nothing = 'class Unused {} const unused = () => { throw new Error("This part of Yjs was left out"); };\n';
const declaration = /^export (?:const|class|function) (\w+)(?:.*\{$[\s\S]*?^\}$|.*$)/gm;
const method = (name: string): RegExp => new RegExp(`^  (?:static |[gs]et )?${name} \\(.*\\) \\{(?: ?\\}|$[\\s\\S]*?^  \\})$`, 'gm');

/** What is reached, and stays. */
const instead: Record<string, string> = {
  // An array that has just been made known to its document inserts what was written before: here nothing, ever.
  typeListInsertGenerics: '(transaction, parent, index, content) => { if (content.length > 0) unused(); }',
  // Its successor does the same; one of them is enough.
  Observable: 'ObservableV2',
  // Of the states of those who type, which come as JSON.
  equalityDeep: '(a, b) => JSON.stringify(a) === JSON.stringify(b)',
};
const hollow = (name: string): string => (
  Object.hasOwn(instead, name) ? `export const ${name} = ${instead[name]};` : `export { ${/^[A-Z]/.test(name) ? 'Unused' : 'unused'} as ${name} };`);

const of = <T>(files: Record<string, T>, id: string): T | undefined => Object.entries(files).find(([end]) => id.endsWith(`/${end}`))?.[1];

const named = new NamedModules([
  ...hollowModules, ...Object.keys(hollowExports), ...Object.keys(unusedMethods), ...Object.keys(unreached), 'y-protocols/sync.js', ...Object.keys(replaced),
].map((end) => `/${end}`));
/** A build of what does without Yjs meets nothing of it. */
let isAsked = false;

function cut(file: string, source: string, part: RegExp, put: (text: string, group: string) => string): string {
  const rest = source.replace(part, put);
  if (rest === source) throw new Error(`${file} is not written as it was (${part.source}): look anew what can be left out.`);
  return rest;
}

export const leanYjs = {
  name: 'lean-yjs',
  enforce: 'pre' as const,
  async resolveId(this: { resolve(id: string, importer?: string): Promise<{ id: string } | null> }, id: string, importer?: string) {
    if (id === 'yjs') {
      isAsked = true;
      return this.resolve('yjs/src/index.js', importer);
    }
    return Object.hasOwn(replaced, id) ? `\0${id}` : null;
  },
  load: (id: string): string | null => {
    const name = id.endsWith('/lib0/environment.js') ? 'lib0/environment' : id.replace('\0', '');
    named.meet(`/${name}`);
    if (replaced[name] !== undefined) return replaced[name];
    if (!/\/(yjs\/src|lib0|y-protocols|y-websocket\/src)\/.*\.js$/.test(id)) return null;
    const source = readFileSync(id, 'utf8');
    if (hollowModules.some((end) => id.endsWith(`/${end}`))) return nothing + [...source.matchAll(declaration)].map(([, name = '']) => hollow(name)).join('\n');
    let rest = source;
    if (id.endsWith('/y-protocols/sync.js')) rest = cut(id, rest, quiet, (_, kept) => kept);
    for (const name of of(unusedMethods, id)?.split(' ') ?? []) rest = cut(id, rest, method(name), () => '');
    for (const part of of(unreached, id) ?? []) rest = cut(id, rest, part, () => '');
    const names = of(hollowExports, id);
    if (names) rest = nothing + cut(id, rest, declaration, (text, name) => (names.test(name) ? hollow(name) : text));
    return rest === source ? null : rest;
  },
  generateBundle(): void { if (isAsked) named.check(); },
};
