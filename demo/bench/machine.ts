import { readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';

const ticksPerSecond = 100;
const ticksToUs = (ticks: number): number => (ticks / ticksPerSecond) * 1e6;

export const machine = (): string =>
  `${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, kernel ${release()}, Node ${process.version}`;

/** CPU that all threads of a process have used, µs. */
function cpuUs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ticksToUs(Number(fields[11]) + Number(fields[12]));
}

export const rssBytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;

/** CPU that everything on the machine has used, µs. */
function machineUs(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0] = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/).slice(1).map(Number) ?? [];
  return ticksToUs(user + nice + system + irq + softIrq);
}

/** What the server, and what others, take of the CPU while a step runs. */
export class CpuMeter {
  readonly #pid: number;
  readonly #startedAt = performance.now();
  readonly #server: number;
  readonly #own = cpuUs(process.pid);
  readonly #machine = machineUs();

  constructor(pid: number) {
    this.#pid = pid;
    this.#server = cpuUs(pid);
  }

  /** `otherCores`: work that is neither the server nor the load, so how far the machine was shared. */
  read(): { serverUs: number; serverCores: number; loadCores: number; otherCores: number } {
    const elapsedUs = (performance.now() - this.#startedAt) * 1000;
    const serverUs = cpuUs(this.#pid) - this.#server;
    const loadUs = cpuUs(process.pid) - this.#own;
    const otherUs = machineUs() - this.#machine - serverUs - loadUs;
    return { serverUs, serverCores: serverUs / elapsedUs, loadCores: loadUs / elapsedUs, otherCores: Math.max(0, otherUs / elapsedUs) };
  }
}
