import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './data-directory.ts';

/** A place for a server's data that can be made to run out of room and to have room again. */
export interface FullDisk {
  how: string;
  path: string;
  /** For `ServerProcess.start`. */
  wrapper: readonly string[];
  fill(pid: number): void;
  free(pid: number): void;
  dispose(): void;
}

const diskBytes = 16 * 1024 * 1024;
const fileBytes = 6 * 1024 * 1024;

/** A small file system of its own where the machine lets us mount one; else a limit on the size of the process's files. Both are real. */
export function fullDisk(): FullDisk {
  const data = dataDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', data.path], { stdio: 'ignore' });
  } catch {
    return limitedFiles(data);
  }
  const filler = join(data.path, 'filler');
  return {
    how: 'tmpfs (ENOSPC)',
    path: data.path,
    wrapper: [],
    fill: () => {
      const { bfree, bsize } = statfsSync(data.path);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bfree - 4) * bsize));
      try { appendFileSync(filler, Buffer.alloc(8 * bsize)); } catch { /* that was the last block */ }
    },
    free: () => { rmSync(filler, { force: true }); },
    dispose: () => {
      execFileSync('umount', ['-l', data.path]);
      data.dispose();
    },
  };
}

/** Node ignores SIGXFSZ, so a write beyond the limit fails with EFBIG, which SQLite takes as it takes a full disk. */
function limitedFiles(data: ReturnType<typeof dataDirectory>): FullDisk {
  const limit = (pid: number, bytes: string): void => { execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]); };
  return {
    how: 'RLIMIT_FSIZE (EFBIG)',
    path: data.path,
    wrapper: [],
    fill: (pid) => { limit(pid, String(fileBytes)); },
    free: (pid) => { limit(pid, 'unlimited'); },
    dispose: data.dispose,
  };
}
