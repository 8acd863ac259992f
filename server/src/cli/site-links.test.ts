import { expect, test } from 'vitest';
import { linksFrom } from './site-links.ts';

test('labels and addresses are read; a comma may stand in a label and in an address', () => {
  expect(linksFrom('Help https://shop.example/help,  Orders, returns https://shop.example/a,b?x=1')).toEqual([
    { label: 'Help', url: 'https://shop.example/help' }, { label: 'Orders, returns', url: 'https://shop.example/a,b?x=1' },
  ]);
  expect(linksFrom('FAQ: all of it https://shop.example')).toEqual([{ label: 'FAQ: all of it', url: 'https://shop.example' }]);
});

test('what is no link is named', () => {
  const six = Array.from({ length: 6 }, (_, index) => `Link ${index} https://shop.example/${index}`).join(', ');
  const faults: [text: string, said: string][] = [
    ['', '1 to 5'], ['Help', '"Help" has no address'], ['https://shop.example', 'has no label'], ['Help http://shop.example', 'begins with https://'], ['Help javascript:alert(1)', 'begins with https://'],
    ['Help https://', 'begins with https://'], [`${'x'.repeat(61)} https://shop.example`, 'at most 60'], [six, 'these are 6'], ['A https://a.example B https://b.example', 'one is missing after https://a.example'],
  ];
  for (const [text, said] of faults) expect(() => linksFrom(text), text).toThrow(said);
});
