import { expect, test } from 'vitest';
import { FoyerChat } from '../../widget/src/ui/chat/chat.ts';
import { found, foundIn, read, samples, sources, texts } from './pages.ts';

/* What the pages write in HTML and CSS, held against the elements. */

const ui = sources('widget/src/ui/**/*.ts');
const loader = read('widget/src/loader/loader.ts');
const embed = read('docs/embed.md');

const attributes = FoyerChat.observedAttributes;
const methods = Object.getOwnPropertyNames(FoyerChat.prototype);
const events = found(/'(foyer-[a-z-]+)'/g, ui);

test('attributes of <foyer-chat> in the pages exist', () => {
  const used = texts.flatMap(({ text }) => [...text.matchAll(/<foyer-chat\b([^>]*)>/g)].flatMap(([, tag = '']) => found(/\s([a-z-]+)(?=[=\s]|$)/g, tag.replaceAll(/=("[^"]*"|\{[^}]*\})/g, '='))));
  expect(used).toContain('site');
  expect(used.filter((name) => ![...attributes, 'style', 'class', 'id', 'lang', 'dir'].includes(name))).toEqual([]);
  expect(attributes.filter((name) => !embed.includes(`\`${name}\``))).toEqual([]);
});

test('attributes of the script tag in the pages are read by the loader', () => {
  const known = ['site', ...found(/options\['(\w+)'\]/g, loader), ...found(/for \(const name of \[([^\]]+)\]/g, loader).flatMap((list) => found(/'(\w+)'/g, list))];
  const used = texts.flatMap(({ text }) => [...text.matchAll(/<script\b[^>]*foyer\.js[^>]*>/g)].flatMap(([tag]) => found(/\sdata-([a-z-]+)/g, tag)));
  expect(used).toContain('site');
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !embed.includes(`\`data-${name}\``))).toEqual([]);
});

test('methods that the pages call exist', () => {
  const used = foundIn(/\bfoyer\('([a-zA-Z]+)'/g, texts);
  expect(used).toContain('identify');
  expect(used.filter((name) => !methods.includes(name))).toEqual([]);
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
  const style = ui + loader;
  expect(foundIn(/(--foyer-[a-z0-9-]+)/g, texts).filter((name) => !style.includes(`${name},`) && !style.includes(`${name})`) && !style.includes(`${name}:`))).toEqual([]);
  const parts = [...found(/part="([a-z -]+)"/g, ui).flatMap((list) => list.split(' ')), ...found(/@csspart ([a-z-]+)/g, ui)];
  expect(foundIn(/::part\(([a-z-]+)\)/g, texts).filter((name) => !parts.includes(name))).toEqual([]);
});
