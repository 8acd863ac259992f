import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binFolder, cacheFolder, referenceFolder, widgetFolder } from './places.ts';

interface Named { name: string; description?: string; type?: { text: string }; default?: string }
interface Member extends Named {
  kind: 'field' | 'method'; static?: boolean; attribute?: string; reflects?: boolean; readonly?: boolean;
  parameters?: (Named & { optional?: boolean })[]; return?: { type: { text: string } };
}
interface Element {
  name: string; tagName: string; summary?: string; description?: string; members?: Member[];
  events?: Named[]; slots?: Named[]; cssParts?: Named[]; cssProperties?: Named[];
}
interface Manifest { modules: { declarations?: Partial<Element>[] }[] }

/** One page for all elements, the chat itself first, from the manifest that the analyzer makes of the docblocks. */
export function writeElements(): void {
  mkdirSync(cacheFolder, { recursive: true });
  execFileSync(join(binFolder, 'custom-elements-manifest'), ['analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet', '--outdir', '../docs/.vitepress/cache'], { cwd: widgetFolder, stdio: 'inherit' });
  const manifest = JSON.parse(readFileSync(join(cacheFolder, 'custom-elements.json'), 'utf8')) as Manifest;
  const elements = manifest.modules.flatMap(({ declarations = [] }) => declarations.filter((found): found is Element => found.tagName !== undefined));
  elements.sort((one, other) => rank(one) - rank(other) || one.tagName.localeCompare(other.tagName));
  mkdirSync(referenceFolder, { recursive: true });
  writeFileSync(join(referenceFolder, 'elements.md'), [
    '# Elements', '',
    'Made from the docblocks of the elements. A page needs `<foyer-chat>` alone; the others are what it is built of, for [screens of your own](../headless.md).', '',
    ...elements.map(section),
  ].join('\n'));
}

const rank = ({ tagName }: Element): number => (tagName === 'foyer-chat' ? 0 : 1);

/** Lit's own methods are overridden by every element and say nothing about it. */
const ofLit = new Set(['connectedCallback', 'disconnectedCallback', 'render', 'updated', 'willUpdate', 'firstUpdated', 'update', 'createRenderRoot', 'styles', 'properties', 'focus']);

function section({ tagName, summary = '', description = '', members = [], events = [], slots = [], cssParts = [], cssProperties = [] }: Element): string {
  const open = members.filter(({ name, static: isStatic }) => isStatic !== true && !ofLit.has(name));
  const fields = open.filter(({ kind }) => kind === 'field');
  const methods = open.filter(({ kind }) => kind === 'method');
  return [
    `## \`<${tagName}>\` {#${tagName}}`, '', summary || description, '',
    table('Properties', ['property', 'attribute', 'type', 'default', 'what'], fields.map(({ name, attribute, reflects, type, default: value, description: what }) =>
      [code(name), attribute === undefined ? '' : code(attribute) + (reflects === true ? ', reflected' : ''), code(type?.text), code(value), what ?? ''])),
    table('Methods', ['method', 'what'], methods.map(({ name, parameters = [], return: answer, description: what }) =>
      [code(`${name}(${parameters.map((one) => `${one.name}${one.optional === true ? '?' : ''}: ${one.type?.text ?? 'unknown'}`).join(', ')})${answer ? `: ${answer.type.text}` : ''}`), what ?? ''])),
    table('Events', ['event', 'detail', 'what'], events.map(({ name, type, description: what }) =>
      [code(name), code(/^CustomEvent<(.*)>$/s.exec(type?.text ?? '')?.[1]), what ?? ''])),
    table('Slots', ['slot', 'what'], slots.map(({ name, description: what }) => [code(name || '(default)'), what ?? ''])),
    table('Parts', ['part', 'what'], cssParts.map(({ name, description: what }) => [code(name), what ?? ''])),
    table('Custom properties', ['property', 'default', 'what'], cssProperties.map(({ name, default: value, description: what }) => [code(name), code(value), what ?? ''])),
  ].join('\n');
}

function table(title: string, heads: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [`**${title}**`, '', line(heads), line(heads.map(() => '---')), ...rows.map((row) => line(row.map((cell) => cell.replaceAll('\n', ' ')))), '', ''].join('\n');
}

const code = (text: string | undefined): string => (text === undefined || text === '' ? '' : `\`${text.replaceAll('|', '\\|').replace(/\s+/g, ' ')}\``);
