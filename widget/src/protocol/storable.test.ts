import * as v from 'valibot';
import { expect, test } from 'vitest';
import { commands } from './commands.ts';
import { contextRequestSchema, deskRequests, shortcutSchema } from './desk.ts';
import { requests } from './rest.ts';

interface Field { path: string; schema: v.GenericSchema }
type Node = v.GenericSchema & {
  entries?: Record<string, v.GenericSchema>; options?: unknown[]; wrapped?: v.GenericSchema; item?: v.GenericSchema; key?: v.GenericSchema; value?: v.GenericSchema; pipe?: v.GenericSchema[];
};

/** Every text in a schema. */
function textsIn(schema: v.GenericSchema, path: string): Field[] {
  const node = schema as Node;
  if (node.type === 'string') return [{ path, schema }];
  const parts: [string, unknown][] = [
    ...Object.entries(node.entries ?? {}), ...(node.options ?? []).map((option): [string, unknown] => ['', option]),
    ['', node.wrapped], ['[]', node.item], ['key', node.key], ['value', node.value],
  ];
  return parts.flatMap(([name, part]) => (typeof part === 'object' && part !== null ? textsIn(part as v.GenericSchema, name === '' ? path : `${path}.${name}`) : []));
}

const fields = [
  ...Object.entries({ ...requests, ...deskRequests, context: contextRequestSchema, shortcut: shortcutSchema }),
  ...Object.entries(commands).map(([name, { args }]) => [name, args] as const),
].flatMap(([name, schema]) => textsIn(schema, name));

/** One of these is a value of every field. */
const samples = ['abcdefghij', 'x'.repeat(44), 'ada@example.org', 'https://shop.example/a', 'de-CH', '👍'];

/** Never stored as they come: hashed, parsed, or written into JSON, which has a way to write a NUL. */
const notStoredAsTheyCome = /\.(password|secret|refreshToken|identity|text|context\.value|page\.referrer)$/;
const isExempt = (path: string): boolean => notStoredAsTheyCome.test(path) && !/^(note|cannedReply)\./.test(path);

test('there are texts in requests, and each of them has a value that is fine', () => {
  expect(fields.length).toBeGreaterThan(40);
  expect(fields.filter(({ schema }) => !samples.some((sample) => v.is(schema, sample))).map(({ path }) => path)).toEqual([]);
});

test.each(fields.filter(({ path }) => !isExempt(path)))('$path keeps no NUL and no half of a pair', ({ schema }) => {
  const sample = samples.find((candidate) => v.is(schema, candidate)) ?? '';
  for (const sign of ['\0', '\uD83D']) for (const text of [`${sample.slice(0, 3)}${sign}${sample.slice(3)}`, sample + sign, sign + sample]) {
    const parsed = v.safeParse(schema, text);
    const kept = parsed.success ? String(parsed.output) : '';
    expect(kept.includes('\0') || !kept.isWellFormed(), JSON.stringify(text)).toBe(false);
  }
});
