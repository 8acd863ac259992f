/**
 * The long form of the tests, one suite after the other: `npm run test:long -- [share] [suite]…`. A share of 0.1 does a tenth of the work.
 * Goes on after a suite that fails, and says at the end which did.
 */
import { spawnSync } from 'node:child_process';

interface Suite {
  /** What of it is done, in full. */
  what: string;
  /** Of the whole on two idle cores. */
  minutes: number;
  command: readonly string[];
}

const faults = (file: string, project = 'server'): readonly string[] => ['vitest', 'run', '--project', project, `server/test/faults/${file}.test.ts`];
const browser = (file: string): readonly string[] => ['playwright', 'test', '-c', 'demo/playwright.config.ts', file];

const suites: Record<string, Suite> = {
  'disk-full': { what: 'a disk that runs full, 20 times', minutes: 1, command: faults('disk-full') },
  'power-cut': { what: 'order of system calls over 10,000 messages', minutes: 1, command: faults('power-cut') },
  'shutdown': { what: 'SIGTERM under load, 100 times', minutes: 4, command: faults('shutdown') },
  'wire-faults': { what: 'answers lost, lines cut, bytes apart: 10,000 messages each', minutes: 4, command: faults('wire-faults') },
  'headless-faults': { what: 'the same under the product\'s own client, 500 messages a side', minutes: 10, command: faults('headless-faults') },
  'overload': { what: 'a minute of several times what a slow disk takes', minutes: 5, command: faults('overload') },
  'leak': { what: '50,000 visitors who come, talk and leave', minutes: 12, command: faults('leak') },
  'postgres': { what: 'the whole server on PostgreSQL, with 200 kills and a million hostile inputs', minutes: 30, command: ['vitest', 'run', '--project', 'postgres'] },
  'kill-loop': { what: '1,000 kills under load', minutes: 25, command: faults('kill-loop') },
  'identify-kill': { what: 'visitors who become customers while the server is killed, 100 times', minutes: 10, command: faults('identify-kill') },
  'samples': { what: 'the samples of the documentation, in every language', minutes: 1, command: ['vitest', 'run', '--project', 'server', 'docs/samples.test.ts'] },
  'fuzz': { what: '10 million hostile inputs of visitors, customers and staff', minutes: 60, command: faults('fuzz') },
  'packages': { what: 'both packages in a project of each framework', minutes: 3, command: browser('packages.spec') },
  'firefox': { what: 'the chat in Firefox', minutes: 1, command: browser('firefox.spec') },
  'webkit': { what: 'the chat in WebKitGTK', minutes: 1, command: browser('webkit.spec') },
};

const [first = '', ...rest] = process.argv.slice(2);
const hasShare = /^[\d.]+$/.test(first);
const share = hasShare ? Number(first) : 1;
const wanted = [...(hasShare || first === '' ? [] : [first]), ...rest];
const unknown = wanted.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0 || !(share > 0)) {
  console.error(`No such suite: ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  process.exit(1);
}

const isBrowser = ({ command }: Suite): boolean => command[0] === 'playwright';
/** A share of a browser test would be no test. */
const minutesOf = (suite: Suite): number => Math.ceil(suite.minutes * (isBrowser(suite) ? 1 : share));
const chosen = Object.entries(suites).filter(([name]) => wanted.length === 0 || wanted.includes(name));

console.log(`${share === 1 ? 'The long form' : `A share of ${share} of the long form`}, about ${chosen.reduce((sum, [, suite]) => sum + minutesOf(suite), 0)} minutes on two idle cores:`);
for (const [name, suite] of chosen) console.log(`  ${name.padEnd(16)} ${String(minutesOf(suite)).padStart(3)} min  ${suite.what}`);

const run = ([command = '', ...args]: readonly string[], longShare: string): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, FOYER_LONG: longShare } }).status === 0;

if (chosen.some(([, suite]) => isBrowser(suite)) && !run(['npm', 'run', 'test:build'], '1')) process.exit(1);
const outcomes: string[] = [];
for (const [name, suite] of chosen) {
  console.log(`\n${name}: ${suite.what}`);
  const startedAt = performance.now();
  const isGreen = run(suite.command, isBrowser(suite) ? '1' : String(share));
  outcomes.push(`  ${name.padEnd(16)} ${isGreen ? 'passed' : 'FAILED'} after ${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
  if (!isGreen) process.exitCode = 1;
}
console.log(`\n${outcomes.join('\n')}`);
