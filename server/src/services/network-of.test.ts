import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test('every address of one /64 counts as one, and those of the next do not', () => {
  const home = networkOf('2001:db8:1:2::1');
  for (const address of ['2001:db8:1:2::', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002:a:b:c:d', '2001:db8:1:2::192.0.2.7', '2001:db8:1:2::1%eth0']) expect(networkOf(address), address).toBe(home);
  for (const address of ['2001:db8:1:3::1', '2001:db8:1::1', '2001:db8::1:2:0:0:1', '::1', '::']) expect(networkOf(address), address).not.toBe(home);
  expect(networkOf('fe80::1:2:3:4')).toBe('fe80:0:0:0::/64');
});

test('an IPv4 address is itself, however it is written', () => {
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7']) expect(networkOf(address), address).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.8')).not.toBe('192.0.2.7');
});

test('what is no address is left alone', () => {
  for (const text of ['', 'unknown', ':::', '2001:db8']) expect(networkOf(text), text).toBe(text);
});
