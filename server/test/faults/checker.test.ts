import type { Message } from '@foyer-chat/widget/protocol';
import { expect, test } from 'vitest';
import { findViolations, type DeviceLog } from './checker.ts';

const message = (seq: number, clientId: string): Message => ({ seq, clientId, from: 'ann', at: 1, content: { kind: 'text', text: `text of ${clientId}` } });
const log = (change: Partial<DeviceLog> = {}): DeviceLog => ({
  user: 'ann', conversation: 'c', faults: [], seen: new Map([[1, 'a'], [2, 'b']]), acked: new Map([['a', 1], ['b', 2]]),
  sent: ['a', 'b'].map((clientId) => ({ clientId, text: `text of ${clientId}` })), ...change,
});
const check = (device: DeviceLog, messages: Message[], other = messages): string[] =>
  findViolations([device], [{ conversation: 'c', reader: 'ann', messages }, { conversation: 'c', reader: 'bob', messages: other }]);
const whole = [message(1, 'a'), message(2, 'b')];

test('the checker is silent when every promise held', () => {
  expect(check(log(), whole)).toEqual([]);
});

test.each([
  ['an acknowledged message that is lost', log({ seen: new Map() }), [message(1, 'a')]],
  ['a message that is there twice', log({ seen: new Map() }), [...whole, message(3, 'b')]],
  ['a gap in the counting', log({ acked: new Map(), seen: new Map() }), [message(1, 'a'), message(3, 'b')]],
  ['an order other than that of sending', log({ acked: new Map(), seen: new Map() }), [message(1, 'b'), message(2, 'a')]],
  ['a message that was shown and is not there', log({ acked: new Map() }), [message(1, 'a')]],
  ['an acknowledgement of another place', log({ acked: new Map([['a', 2]]) }), whole],
  ['another text', log({ sent: [{ clientId: 'a', text: 'other' }] }), whole],
  ['a fault that a client noticed', log({ faults: ['seen'] }), whole],
])('the checker reports %s', (_, device, messages) => {
  expect(check(device, messages)).not.toEqual([]);
});

test('the checker reports members who read different orders', () => {
  expect(check(log({ acked: new Map(), seen: new Map() }), whole, whole.toReversed())).not.toEqual([]);
});
