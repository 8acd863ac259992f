import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig, serverSecret } from './config.ts';

test('without any environment a development server listens on this machine only', () => {
  expect(readConfig({})).toMatchObject({ production: false, port: 8080, host: '127.0.0.1', rateScale: 1, trustProxy: 0, unused: [] });
  expect(readConfig({ NODE_ENV: 'production' })).toMatchObject({ production: true, host: '0.0.0.0' });
});

test('all faults are reported at once, each with its name', () => {
  const environment = { PORT: 'http', DATABASE_URL: 'mysql://x', FOYER_SECRET: 'short', FOYER_TRUST_PROXY: 'true', FOYER_RATE_SCALE: '-1', FOYER_LOG_LEVEL: 'loud' };
  const error = (() => { try { readConfig(environment); } catch (thrown) { return thrown; } return undefined; })();
  expect(error).toBeInstanceOf(ConfigError);
  for (const name of Object.keys(environment)) expect((error as ConfigError).faults.filter((fault) => fault.startsWith(`${name} `))).toHaveLength(1);
});

test('what is set for parts that are not there is named', () => {
  expect(readConfig({ REDIS_URL: 'redis://127.0.0.1' }).unused).toEqual(['REDIS_URL']);
});

test('the secret is generated once, readable by its owner alone', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-config-'));
  try {
    const secret = serverSecret({ secret: undefined, dataDirectory });
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(serverSecret({ secret: undefined, dataDirectory })).toBe(secret);
    expect(statSync(join(dataDirectory, 'secret')).mode & 0o777).toBe(0o600);
    expect(serverSecret({ secret: 'configured', dataDirectory })).toBe('configured');
  } finally {
    rmSync(dataDirectory, { recursive: true });
  }
});
