#!/usr/bin/env node
// A name that an older Node does not have would stop it before it could say so: no named import here.
import module from 'node:module';

const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(`Foyer needs Node ${oldestNode} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
// Halves the time to the first answer of the TypeScript from the second start on. The published build gains a twentieth, which is not worth
// running code out of the folder for temporary files: Node does not look who has put it there.
if (import.meta.url.endsWith('.ts')) module.enableCompileCache();
const { runCommand } = await import('./cli/run-command.ts');
process.exitCode = await runCommand(process.argv.slice(2));
