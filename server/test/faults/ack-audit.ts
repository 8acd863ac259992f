/** One system call of interest, as strace names it. */
interface Call { thread: string; name: string; text: string }

export interface AckAudit {
  /** Acknowledgements seen leaving. */
  acks: number;
  syncs: number;
  /** Acknowledgements that left although their row was not on disk yet. */
  violations: string[];
}

/** How the audited test marks its rows, so that they are found in the pages that go to disk. */
export const rowMark = (command: number): string => `<row ${command}>`;

const rowPattern = /<row (\d+)>/g;
const ackPattern = /\\"t\\":\\"ok\\",\\"id\\":(\d+)/g;
const walPattern = /^\d+<[^>]*-wal>/;
const socketPattern = /^\d+<(?:socket|TCP|TCPv6)\b/;

/**
 * Reads the output of `strace -f -y` on a server whose commands `n` sent the text `rowMark(n)`, and looks for an answer to
 * command `n` that started to leave before a sync of the write-ahead log ended which had started after the row was written.
 *
 * ```
 *   pwrite64(wal, "…<row 7>…")  ─▶  fdatasync(wal) starts  ─▶  fdatasync(wal) = 0  ─▶  write(socket, {"t":"ok","id":7})
 * ```
 */
export function auditAcks(trace: string): AckAudit {
  const audit: AckAudit = { acks: 0, syncs: 0, violations: [] };
  const written = new Set<number>();
  const synced = new Set<number>();
  /** By thread: the rows that a sync which runs now will have made durable. */
  const syncing = new Map<string, number[]>();
  const unfinished = new Map<string, Call>();

  const begins = ({ thread, name, text }: Call): void => {
    if (name === 'fdatasync' || name === 'fsync') {
      if (walPattern.test(text)) syncing.set(thread, [...written]);
    } else if (socketPattern.test(text)) {
      for (const [, id] of text.matchAll(ackPattern)) {
        audit.acks += 1;
        if (!synced.has(Number(id))) audit.violations.push(`command ${id} was answered before its row was on disk`);
      }
    }
  };
  const ends = ({ thread, name, text }: Call, result: string): void => {
    if (name === 'fdatasync' || name === 'fsync') {
      const rows = syncing.get(thread);
      syncing.delete(thread);
      if (!rows || result !== '0') return;
      audit.syncs += 1;
      for (const row of rows) { synced.add(row); written.delete(row); }
    } else if (walPattern.test(text)) {
      for (const [, row] of text.matchAll(rowPattern)) if (!synced.has(Number(row))) written.add(Number(row));
    }
  };

  for (const line of trace.split('\n')) {
    const whole = /^(\d+) +(\w+)\((.*)\) += (-?\d+)/.exec(line);
    const cut = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/.exec(line);
    const resumed = /^(\d+) +<\.\.\. \w+ resumed>.*\) += (-?\d+)/.exec(line);
    const [, thread = '', name = '', text = ''] = whole ?? cut ?? resumed ?? [];
    if (whole || cut) {
      const call = { thread, name, text };
      begins(call);
      if (cut) unfinished.set(thread, call);
      else ends(call, whole?.[4] ?? '');
    } else if (resumed) {
      const call = unfinished.get(thread);
      unfinished.delete(thread);
      if (call) ends(call, resumed[2] ?? '');
    }
  }
  return audit;
}
