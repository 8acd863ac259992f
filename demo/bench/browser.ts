import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from '@playwright/test';

/** Runs `use` with Debian's Chromium, which is many processes and has both cores. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  // What is started from here on has the cores that this thread has.
  const pin = (cores: string): void => { execFileSync('taskset', ['-pc', cores, String(process.pid)]); };
  pin('0,1');
  const browser = await chromium.launch({
    executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
    pin('1');
  }
}
