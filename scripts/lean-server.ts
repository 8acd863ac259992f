import { readFileSync } from 'node:fs';
import { NamedModules } from './named-modules.ts';

/*
 * What the published server loads decides how soon it answers and how much memory it begins with: this keeps from its bundle what no
 * request can reach (docs/decisions/012-a-lean-start.md). Who runs the TypeScript gets the packages whole.
 */

/** Endings of the files that pages are made of; another is sent as `application/octet-stream`. */
const pageEndings = new Set([
  'html', 'js', 'mjs', 'css', 'json', 'map', 'txt', 'xml', 'webmanifest', 'wasm', 'svg', 'png', 'jpg', 'webp', 'avif', 'gif', 'ico', 'woff2', 'mp3', 'mp4', 'webm',
]);

interface MediaType { extensions?: string[] }
interface Bundle { [file: string]: { fileName: string; code?: string } }

/** By the end of a module's path: what is left of its source. */
const leaner: Record<string, (source: string, file: string) => string> = {
  // Express answers 415 to JSON that is not some UTF, before it asks for a table.
  '/iconv-lite/encodings/index.js': (source) => replaced(source, /,\n  require\("\.\/[sd]bcs-[\w-]+"\)/g, ''),
  // Express reads forms and nested queries with it, which no route takes.
  '/qs/lib/index.js': () => 'const unused = () => { throw new Error("qs was left out"); };\nmodule.exports = { parse: unused, stringify: unused };',
  // Of 2,500 types those that pages have.
  '/mime-db/index.js': (_source, file) => {
    const all = JSON.parse(readFileSync(file.replace(/index\.js$/, 'db.json'), 'utf8')) as Record<string, MediaType>;
    const kept = Object.entries(all).filter(([, { extensions = [] }]) => extensions.some((ending) => pageEndings.has(ending)));
    return `module.exports = ${JSON.stringify(Object.fromEntries(kept))};`;
  },
  // TLS is for those who connect to others.
  '/ws/lib/websocket.js': (source) => askedLate(askedLate(source, 'https'), 'tls'),
  // Frames are not compressed, and few requests are.
  '/ws/lib/permessage-deflate.js': (source) => askedLate(source, 'zlib'),
  '/body-parser/lib/read.js': (source) => askedLate(replaced(source, /'createZstdDecompress' in zlib/, 'true'), 'zlib'),
  // Metrics are fetched, not pushed.
  '/prom-client/lib/pushgateway.js': () => 'module.exports = class Unused {};',
};

/** One of Node's own modules is asked for where it is used, not where the file begins. */
function askedLate(source: string, name: string): string {
  const declaration = new RegExp(`^const ${name} = (require\\(.+\\));?$`, 'm');
  const [, ask = ''] = declaration.exec(source) ?? [];
  return replaced(replaced(source, declaration, ''), new RegExp(`\\b${name}(?=\\.\\w)`, 'g'), ask);
}

function replaced(source: string, pattern: RegExp, rest: string): string {
  const left = source.replace(pattern, rest);
  if (left === source) throw new Error(`${pattern} finds nothing: look anew what can be left out.`);
  return left;
}

const nodeImport = /^import (?:(?:\* as )?(\w+))?(?:, )?(\{.*\})? from "(node:[\w/]+)";$/gm;

/**
 * `import` reads every export of a module of Node's own, and some of them load more when they are read: `node:http` the whole of
 * undici, `node:crypto` the Web Crypto API. To ask for the module reads nothing.
 */
function askedForNodeModules(code: string): string {
  const asked = code.replace(nodeImport, (_statement, whole: string | undefined, names: string | undefined, module: string) =>
    [whole, names?.replaceAll(' as ', ': ')].flatMap((binding) => (binding === undefined ? [] : `const ${binding} = process.getBuiltinModule("${module}");`)).join(' '));
  const [missed] = /^import .*"node:.*$/m.exec(asked) ?? [];
  if (missed !== undefined) throw new Error(`An import is not written as others are: ${missed}`);
  return asked;
}

/** V8 keeps a source with one letter beyond Latin 1 in two bytes for each. */
const inAscii = (code: string): string => code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const named = new NamedModules(Object.keys(leaner));

export const leanServer = {
  name: 'lean-server',
  enforce: 'pre' as const,
  load: (id: string): string | null => {
    const [end, lean] = Object.entries(leaner).find(([path]) => id.endsWith(path)) ?? [];
    if (end === undefined || !lean) return null;
    named.meet(id);
    return lean(readFileSync(id, 'utf8'), id);
  },
  generateBundle(_options: unknown, bundle: Bundle): void {
    named.check();
    for (const chunk of Object.values(bundle)) {
      // The first file must be understood by an older Node, to say that it is too old.
      if (chunk.code !== undefined && chunk.fileName !== 'main.js') chunk.code = inAscii(askedForNodeModules(chunk.code));
    }
  },
};
