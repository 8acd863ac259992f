import { changedOptions, textsOf, type Choices, type Option } from './options.ts';

type Changed = [Option, string][];
const by = (changed: Changed, way: Option['way']): Changed => changed.filter(([option]) => option.way === way);
const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const variable = (name: string): string => `--foyer-${name}`;
const property = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What the choices look like in a site's own code. */
export function snippets(choices: Choices): { name: string; code: string }[] {
  const server = choices['server'] === '' || choices['server'] === undefined ? location.origin : choices['server'];
  const site = choices['site'] ?? '';
  const changed = changedOptions(choices).filter(([{ name }]) => name !== 'server' && name !== 'site');
  return [
    { name: 'Script tag', code: scriptTag(server, site, changed) },
    { name: 'npm', code: npm(server, site, changed) },
    { name: 'React', code: react(server, site, changed) },
  ];
}

function scriptTag(server: string, site: string, changed: Changed): string {
  const data = [['site', site], ...by(changed, 'attribute').map(([{ name }, value]) => [name, value])];
  const attributes = data.map(([name, value]) => ` data-${name}="${escaped(value ?? '')}"`).join('');
  const style = by(changed, 'style').map(([{ name }, value]) => `${variable(name)}: ${value};`).join(' ');
  const texts = textsIn(changed);
  return [
    ...(style === '' ? [] : [`<style>:root { ${style} }</style>`]),
    `<script async src="${escaped(server)}/foyer.js"${attributes}></script>`,
    ...(texts === undefined ? [] : ['<script type="module">', `  const texts = ${texts};`, "  document.addEventListener('foyer-before-open', ({ target }) => Object.assign(target, { texts }));", '</script>']),
  ].join('\n');
}

function npm(server: string, site: string, changed: Changed): string {
  const given = [['server', server], ['site', site], ...by(changed, 'attribute').map(([{ name }, value]) => [property(name), value])];
  const texts = textsIn(changed);
  const style = by(changed, 'style');
  return [
    "import { createFoyer } from '@foyer-chat/widget';", '',
    `${style.length > 0 ? 'const chat = ' : ''}await createFoyer({`, ...given.map(([name, value]) => `  ${name}: ${quoted(value ?? '')},`),
    ...(texts === undefined ? [] : [`  texts: ${texts},`]), '});',
    ...style.map(([{ name }, value]) => `chat.style.setProperty('${variable(name)}', ${quoted(value)});`),
  ].join('\n');
}

function react(server: string, site: string, changed: Changed): string {
  const given = [['server', server], ['site', site], ...by(changed, 'attribute').map(([{ name }, value]) => [property(name), value])];
  const style = by(changed, 'style').map(([{ name }, value]) => `'${variable(name)}': ${quoted(value)}`).join(', ');
  const texts = textsIn(changed);
  return [
    "import { FoyerChat } from '@foyer-chat/widget/react';", '',
    '<FoyerChat', ...given.map(([name, value]) => `  ${name}="${escaped(value ?? '')}"`),
    ...(style === '' ? [] : [`  style={{ ${style} }}`]), ...(texts === undefined ? [] : [`  texts={${texts}}`]), '/>',
  ].join('\n');
}

function textsIn(changed: Changed): string | undefined {
  const json = by(changed, 'texts')[0]?.[1];
  return json === undefined || textsOf(json) === undefined ? undefined : JSON.stringify(textsOf(json));
}
