import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditAcks, rowMark } from './ack-audit.ts';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { LoadClient } from './load-client.ts';
import { ServerProcess, steadyPort } from './server-process.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';

const sends = scale(1_000, 10_000);
const calls = 'fdatasync,fsync,write,writev,sendto,sendmsg,pwrite64,pwritev,io_uring_enter';

/**
 * A killed process proves nothing about the disk: what it wrote is still in the page cache. So the order of system calls is audited
 * instead, at the border to the kernel.
 */
test('no acknowledgement leaves before the row it speaks of was synced to disk', { timeout: 60_000 + sends * 20 }, async (context) => {
  const run = new FaultRun(context);
  execFileSync('strace', ['-V']);
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const trace = join(data.path, 'trace');
  const server = await ServerProcess.start({
    data: data.path,
    port: await steadyPort(run.random),
    // -D keeps the server the direct child, so that signals and the IPC channel reach it.
    wrapper: ['strace', '-D', '-f', '-y', '-s', '100000', '--seccomp-bpf', '-e', `trace=${calls}`, '-o', trace],
  });
  context.onTestFinished(() => server.kill());
  const [one, other] = await Promise.all([Visitor.arrive(server), Visitor.arrive(server)]);
  const { id: conversation } = await one.openDirect(other);
  const client = new LoadClient({ address: server, visitor: one, conversation, random: run.random, window: 16, commandTimeoutMs: 60_000 });
  context.onTestFinished(() => { client.stop(); });

  client.start();
  // The only device: its commands are numbered 1, 2, 3 … as it sends them.
  for (let command = 1; command <= sends; command += 1) client.send(rowMark(command));
  await until('every send to be acknowledged', 30_000 + sends * 10, () => client.unackedCount === 0);
  await server.kill();
  const text = await until('strace to end', 10_000, () => {
    const written = readFileSync(trace, 'latin1');
    return /\+\+\+ killed by SIGKILL \+\+\+\s*$/.test(written) && written;
  });
  const audit = auditAcks(text);
  run.report(`order of system calls: ${audit.acks} acknowledgements, ${audit.syncs} syncs, ${audit.violations.length} violations`);
  expect(audit.violations).toEqual([]);
  expect(audit.acks).toBe(sends);
  expect(audit.syncs).toBeGreaterThan(0);
});
