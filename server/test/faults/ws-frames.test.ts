import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, WsFrameReader } from './ws-frames.ts';

test('frames are read as they were written, wherever the stream is cut', () => {
  fc.assert(fc.property(
    fc.array(fc.record({ opcode: fc.integer({ min: 0, max: 15 }), isFinal: fc.boolean(), isMasked: fc.boolean(), payload: fc.uint8Array({ maxLength: 300 }) })),
    fc.integer({ min: 1, max: 20 }),
    (shapes, step) => {
      const reader = new WsFrameReader();
      const bytes = Buffer.concat(shapes.map(encodeFrame));
      const frames = [];
      for (let at = 0; at < bytes.length; at += step) frames.push(...reader.push(bytes.subarray(at, at + step)));
      expect(frames.map(({ opcode, isFinal, payload }) => ({ opcode, isFinal, payload: [...payload] })))
        .toEqual(shapes.map(({ opcode, isFinal, payload }) => ({ opcode, isFinal, payload: [...payload] })));
      expect(Buffer.concat(frames.map(({ raw }) => raw))).toEqual(bytes);
    },
  ));
});
