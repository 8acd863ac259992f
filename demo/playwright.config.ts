import { execFileSync } from 'node:child_process';
import { defineConfig } from '@playwright/test';

const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: './e2e',
  // Other browsers and all frameworks belong to the long form.
  testIgnore: process.env['FOYER_LONG'] === '1' ? [] : ['**/firefox.spec.ts', '**/webkit.spec.ts'],
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: '../test-results',
  use: {
    locale: 'en-GB',
    actionTimeout: 10_000,
    launchOptions: {
      executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
      args: [...quiet, ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
});
