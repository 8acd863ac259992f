import { expect, test } from 'vitest';
import { FoyerChat } from '../../widget/src/ui/chat/chat.ts';
import { found, foundIn, read, samples, sources, texts } from './pages.ts';

/* What the pages write in HTML and CSS, held against the elements. */

const ui = sources('widget/src/ui/**/*.ts');
const loader = sources('widget/src/loader/*.ts');
const embed = read('docs/embed.md');

const attributes = FoyerChat.observedAttributes;
const methods = Object.getOwnPropertyNames(FoyerChat.prototype);
const events = found(/'(foyer-[a-z-]+)'/g, ui);

test('attributes of <foyer-chat> in the pages exist', () => {
  const used = texts.flatMap(({ text }) => [...text.matchAll(/<foyer-chat\b((?:=>|[^>])*)>/g)].flatMap(([, tag = '']) => found(/\s([a-z-]+)(?=[=\s]|$)/g, tag.replaceAll(/=("[^"]*"|\{(?:[^{}]|\{[^}]*\})*\})/g, '='))));
  expect(used).toContain('site');
  // Frameworks write listeners as attributes.
  const known = [...attributes, 'style', 'class', 'id', 'lang', 'dir', ...events.map((name) => `on${name}`)];
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
  // Most are those of the script tag, and described there.
  expect(attributes.filter((name) => !embed.includes(`\`${name}\``) && !embed.includes(`\`data-${name}\``))).toEqual([]);
});

test('attributes of the script tag in the pages are read by the loader', () => {
  const known = [...new Set([...found(/given\('([\w-]+)'\)/g, loader), ...found(/const attributes = \[([^\]]+)\]/g, loader).flatMap((list) => found(/'([\w-]+)'/g, list))])];
  expect(known.length).toBeGreaterThan(5);
  const used = texts.flatMap(({ text }) => [...text.matchAll(/<script\b[^>]*foyer\.js[^>]*>/g)].flatMap(([tag]) => found(/\sdata-([a-z-]+)/g, tag)));
  expect(used).toContain('site');
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !embed.includes(`\`data-${name}\``))).toEqual([]);
});

test('every element has its class in the types that pages get, also one that is fetched later', () => {
  const tags = found(/@tag (foyer-[a-z-]+)/g, ui);
  expect(tags).toContain('foyer-settings');
  expect(found(/'(foyer-[a-z-]+)': Foyer/g, read('widget/src/ui/elements.ts')).toSorted()).toEqual(tags.toSorted());
});

test('what the pages import of the widget is an entry of its package', () => {
  const { exports: entries } = JSON.parse(read('widget/package.json')) as { exports: object };
  const used = foundIn(/@foyer-chat\/widget((?:\/[a-z.-]+)*)/g, texts).map((entry) => `.${entry}`);
  expect(used).toContain('./headless');
  expect(used.filter((entry) => !Object.hasOwn(entries, entry))).toEqual([]);
});

test('methods that the pages call exist', () => {
  const used = foundIn(/\bfoyer\('([a-zA-Z]+)'/g, texts);
  expect(used).toContain('identify');
  expect(used.filter((name) => !methods.includes(name))).toEqual([]);
});

test('every method of <foyer-chat> is in the table', () => {
  const ofLit = ['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'render', 'willUpdate', 'update', 'updated', 'firstUpdated', 'focus'];
  const own = methods.filter((name) => !ofLit.includes(name) && typeof Object.getOwnPropertyDescriptor(FoyerChat.prototype, name)?.value === 'function');
  expect(own).toContain('openConversation');
  expect(own.filter((name) => !new RegExp(`\`${name}[\`(]`).test(embed))).toEqual([]);
});

test('events in the pages are sent by an element or the loader, and each that <foyer-chat> promises is described', () => {
  const used = foundIn(/(?:addEventListener\(|^\| |, )['`](foyer-[a-z-]+)['`]/gm, [...samples, { path: '', text: embed }]);
  const sent = [...events, ...found(/'(foyer-[a-z-]+)'/g, loader)];
  expect(used).toContain('foyer-link');
  expect(used.filter((name) => !sent.includes(name))).toEqual([]);
  const promised = found(/@event (?:\{[^\n]*\} )?(foyer-[a-z-]+)/g, read('widget/src/ui/chat/chat.ts'));
  expect(promised.filter((name) => !embed.includes(`\`${name}\``))).toEqual([]);
});

test('custom properties and parts in the pages exist', () => {
  const style = ui + loader + sources('widget/src/themes/*.ts');
  expect(foundIn(/(--foyer-[a-z0-9-]+)/g, texts).filter((name) => !style.includes(`${name},`) && !style.includes(`${name})`) && !style.includes(`${name}:`))).toEqual([]);
  const parts = [...found(/part="([a-z -]+)"/g, ui).flatMap((list) => list.split(' ')), ...found(/@csspart ([a-z-]+)/g, ui)];
  expect(foundIn(/::part\(([a-z-]+)\)/g, texts).filter((name) => !parts.includes(name))).toEqual([]);
});
