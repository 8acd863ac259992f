import { readFileSync } from 'node:fs';

/*
 * A feed is one array of plain values that the server alone writes (docs/protocol.md): a page reads updates of format 1 in their order,
 * and writes nothing. What else Yjs and lib0 can do is left out of what is built for pages; the names stay, with nothing behind them.
 * Whoever installs the package gets Yjs whole.
 */

/** Modules of Yjs of which nothing is reached: other types and contents, undo, snapshots, positions, and merging of updates that come out of order. */
const hollowModules = /\/yjs\/src\/(types\/(YText|YMap|YXml\w+)|structs\/Content(Binary|Doc|Embed|Format|JSON|String|Type)|utils\/(UndoManager|PermanentUserData|Snapshot|RelativePosition|AbstractConnector|logging|updates))\.js$/;

/** Of others, these exports: format 2, and what writes. */
const hollowExports: Record<string, RegExp> = {
  'yjs/src/utils/UpdateEncoder.js': /^(DS|Update)EncoderV2$/,
  'yjs/src/utils/UpdateDecoder.js': /^(DS|Update)DecoderV2$/,
  'yjs/src/types/AbstractType.js': /^(typeList(Insert\w+|PushGenerics|Delete|Slice|Get|Map|\w+Snapshot|CreateIterator)|typeMap\w+|createMapIterator)$/,
};

const replaced: Record<string, string> = {
  // Coloured logs, which take a DOM builder with its schemas with them.
  'lib0/logging': 'export const print = console.log, warn = console.warn; export const [ORANGE, BOLD, UNBOLD, RED] = ["", "", "", ""];',
  // A channel between tabs that is never opened (`disableBc`).
  'lib0/broadcastchannel': 'const none = () => {}; export { none as publish, none as subscribe, none as unsubscribe };',
  // Settings from the page's address and storage, which are nobody's business here.
  'lib0/environment': 'export const isNode = false, isBrowser = true, getVariable = () => null;',
};

/** `readSyncStep2` logs what an update throws and goes on without it. Here it must be heard: the channel then joins anew. */
const quiet = /  try \{\n(    Y\.applyUpdate\(.*\)\n)  \} catch \(error\) \{[\s\S]*?^  \}\n/m;

const nothing = 'class Unused {} const unused = () => { throw new Error("This part of Yjs was left out"); };\n';
const declaration = /^export (?:const|class|function) (\w+)(?:.*\{$[\s\S]*?^\}$|.*$)/gm;
/** An array that has just been made known to its document inserts what was written before: here nothing, ever. */
const inserting = 'export const typeListInsertGenerics = (transaction, parent, index, content) => { if (content.length > 0) unused(); };';
const hollow = (name: string): string => (name === 'typeListInsertGenerics' ? inserting : `export { ${/^[A-Z]/.test(name) ? 'Unused' : 'unused'} as ${name} };`);

function cut(file: string, source: string, rest: string): string {
  if (rest === source) throw new Error(`${file} is not written as it was: look anew what can be left out.`);
  return rest;
}

export const leanYjs = {
  name: 'lean-yjs',
  enforce: 'pre' as const,
  async resolveId(this: { resolve(id: string, importer?: string): Promise<{ id: string } | null> }, id: string, importer?: string) {
    if (id === 'yjs') return this.resolve('yjs/src/index.js', importer);
    return Object.hasOwn(replaced, id) ? `\0${id}` : null;
  },
  load: (id: string): string | null => {
    const whole = replaced[id.replace('\0', '')] ?? (id.endsWith('/lib0/environment.js') ? replaced['lib0/environment'] : undefined);
    if (whole !== undefined) return whole;
    if (!/\/(yjs\/src\/|y-protocols\/sync\.js$)/.test(id)) return null;
    const source = readFileSync(id, 'utf8');
    if (id.endsWith('/y-protocols/sync.js')) return cut(id, source, source.replace(quiet, '$1'));
    if (hollowModules.test(id)) return nothing + [...source.matchAll(declaration)].map(([, name = '']) => hollow(name)).join('\n');
    const [, names] = Object.entries(hollowExports).find(([end]) => id.endsWith(end)) ?? [];
    return names ? nothing + cut(id, source, source.replace(declaration, (text, name: string) => (names.test(name) ? hollow(name) : text))) : null;
  },
};
