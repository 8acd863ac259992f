import { expect, test } from 'vitest';
import { readDevice } from './device-name.ts';

test.each([
  ['(X11; Linux x86_64) Chrome/150.0.0.0 Safari/537.36', 'Chrome', 'Linux'],
  ['(Windows NT 10.0; Win64; x64) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0', 'Edge', 'Windows'],
  ['(iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1', 'Safari', 'iPhone'],
  ['(iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1', 'Chrome', 'iPhone'],
  ['(Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Mac'],
  ['(Linux; Android 15; K) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36', 'Samsung Internet', 'Android'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36', 'Chrome', 'ChromeOS'],
  ['(something new) Browser/1', undefined, undefined],
])('%s', (label, browser, system) => { expect(readDevice(label)).toEqual({ browser, system }); });

test('a name that somebody gave stays as it is, and without a label nothing is known', () => {
  expect([readDevice('Ana’s robot'), readDevice('')]).toEqual([{ name: 'Ana’s robot' }, {}]);
});
