/** Builds the package in the current folder into `dist`: code, and declarations that any resolution mode reads. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

rmSync('dist', { recursive: true, force: true });
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });

// Types that lean on a framework we do not build with are written as declarations.
for (const file of globSync('src/**/*.d.ts')) copyFileSync(file, file.replace('src', 'dist'));

// The compiler rewrites `./x.ts` to `./x.js` in code, and leaves it as it is in declarations.
for (const file of globSync('dist/**/*.d.ts')) {
  const text = readFileSync(file, 'utf8');
  const rewritten = text.replaceAll(/(from |import\()(['"])(\.[^'"]*)\.ts\2/g, '$1$2$3.js$2');
  if (rewritten !== text) writeFileSync(file, rewritten);
}

copyFileSync(join(import.meta.dirname, '../LICENSE'), 'LICENSE');
