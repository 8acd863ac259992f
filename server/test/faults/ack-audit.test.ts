import { expect, test } from 'vitest';
import { auditAcks } from './ack-audit.ts';

const row = String.raw`12 pwrite64(21</data/foyer.db-wal>, "\r\0 <row 7>", 4096, 24) = 4096`;
const sync = '12 fdatasync(21</data/foyer.db-wal>) = 0';
const ack = String.raw`11 write(25<socket:[99]>, "\201\36{\"t\":\"ok\",\"id\":7,\"result\":{}}", 32) = 32`;
const audit = (...lines: string[]): { acks: number; violations: number } => {
  const { acks, violations } = auditAcks(lines.join('\n'));
  return { acks, violations: violations.length };
};

test('an answer after the sync of its row is in order', () => {
  expect(audit(row, sync, ack)).toEqual({ acks: 1, violations: 0 });
  expect(audit(row, '12 fdatasync(21</data/foyer.db-wal> <unfinished ...>', '12 <... fdatasync resumed>) = 0', ack)).toEqual({ acks: 1, violations: 0 });
});

test.each([
  ['before the row', [ack, row, sync]],
  ['between row and sync', [row, ack, sync]],
  ['after a sync that began before the row', ['12 fdatasync(21</data/foyer.db-wal> <unfinished ...>', row.replace('12', '13'), '12 <... fdatasync resumed>) = 0', ack]],
  ['while the sync runs', [row, '12 fdatasync(21</data/foyer.db-wal> <unfinished ...>', ack, '12 <... fdatasync resumed>) = 0']],
  ['after a sync that failed', [row, '12 fdatasync(21</data/foyer.db-wal>) = -1 EIO (Input/output error)', ack]],
  ['after the sync of another file', [row, '12 fdatasync(9</data/other>) = 0', ack]],
])('an answer that leaves %s is reported', (_, lines) => {
  expect(audit(...lines)).toEqual({ acks: 1, violations: 1 });
});
