import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryWindow } from './entry-window.ts';

test('what was pushed and not dropped is there, entry by entry', () => {
  const entry = fc.uint8Array({ maxLength: 40 });
  const step = fc.record({ pushed: fc.array(entry, { maxLength: 8 }), dropped: fc.nat({ max: 20 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    const window = new EntryWindow();
    let model: Uint8Array[] = [];
    for (const { pushed, dropped } of steps) {
      let end = 0;
      window.push(Buffer.concat(pushed), pushed.map(({ length }) => (end += length)));
      model.push(...pushed);
      const count = Math.min(dropped, model.length);
      window.drop(count);
      model = model.slice(count);
      expect(window.count).toBe(model.length);
      model.forEach((_, index) => { expect(Buffer.from(window.from(index))).toEqual(Buffer.concat(model.slice(index))); });
    }
  }));
});

test('a large entry is not paid for after it is dropped', () => {
  const window = new EntryWindow();
  window.push(new Uint8Array(100_000), [100_000]);
  window.push(new Uint8Array(10), [10]);
  window.drop(1);
  expect(window.from(0).buffer.byteLength).toBe(10);
});
