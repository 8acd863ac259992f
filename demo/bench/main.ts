import { spawnSync } from 'node:child_process';
import { machine } from './machine.ts';
import { catchup } from './scenarios/catchup.ts';
import { group } from './scenarios/group.ts';
import { idle } from './scenarios/idle.ts';
import { kill } from './scenarios/kill.ts';
import { million } from './scenarios/million.ts';
import { page } from './scenarios/page.ts';
import { pairs } from './scenarios/pairs.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { start } from './scenarios/start.ts';
import { thread } from './scenarios/thread.ts';

const scenarios: Readonly<Record<string, Scenario>> = { pairs, group, idle, start, catchup, kill, million, page, thread };

// The load has the second core for itself: run again there.
if (!process.env['FOYER_BENCH_PINNED']) {
  const { status, error } = spawnSync('taskset', ['-c', '1', process.execPath, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit', env: { ...process.env, FOYER_BENCH_PINNED: '1' },
  });
  if (error) console.error(`The benchmark needs Linux and taskset: ${error.message}`);
  process.exit(status ?? 1);
}

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !Object.hasOwn(scenarios, name));
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}. There are: ${Object.keys(scenarios).join(', ')}`);
  process.exit(1);
}
const isShort = process.argv.includes('--short');
console.log(`Machine: ${machine()}. The server has one core, the load another.`);
console.log(`Command: npm run bench${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`);
for (const [name, run] of Object.entries(scenarios)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n## ${name}`);
  await run({ isShort });
}
process.exit(0);
