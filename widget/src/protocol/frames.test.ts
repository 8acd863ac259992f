import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeChannelFrame, encodeChannelFrame } from './frames.ts';

test('a channel frame decodes to the channel and payload it was made of', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 0x3fffffff }), fc.uint8Array(), (channel, payload) => {
    const decoded = decodeChannelFrame(encodeChannelFrame(channel, payload));
    expect(decoded?.channel).toBe(channel);
    expect(decoded?.payload).toEqual(payload);
  }));
});

test('bytes that name no channel are refused', () => {
  for (const bytes of [[], [0], [0x80], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]]) {
    expect(decodeChannelFrame(Uint8Array.from(bytes))).toBeUndefined();
  }
});
