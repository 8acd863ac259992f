import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

const wholeNumber = (min: number, max: number) => v.pipe(
  v.string(), v.regex(/^\d{1,9}$/, 'must be a whole number'), v.transform(Number),
  v.minValue(min, `must be at least ${min}`), v.maxValue(max, `must be at most ${max}`),
);
const url = (protocols: RegExp, what: string) => v.pipe(v.string(), v.check((text) => URL.canParse(text) && protocols.test(text), `must be ${what}`));

const environmentSchema = v.object({
  NODE_ENV: v.optional(v.string(), 'development'),
  PORT: v.optional(wholeNumber(0, 65_535), '8080'),
  HOST: v.optional(v.pipe(v.string(), v.minLength(1, 'must not be empty'))),
  FOYER_DATA: v.optional(v.pipe(v.string(), v.minLength(1, 'must not be empty')), './data'),
  DATABASE_URL: v.optional(url(/^postgres(ql)?:\/\//, 'a postgres:// URL')),
  REDIS_URL: v.optional(url(/^rediss?:\/\//, 'a redis:// URL')),
  BLOB_URL: v.optional(url(/^s3:\/\//, 'an s3:// URL')),
  FOYER_PUBLIC_URL: v.optional(url(/^https?:\/\//, 'an http:// or https:// URL')),
  FOYER_SECRET: v.optional(v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'))),
  FOYER_TRUST_PROXY: v.optional(wholeNumber(0, 32), '0'),
  FOYER_RATE_SCALE: v.optional(v.pipe(v.string(), v.regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be a number of at least 0'), v.transform(Number)), '1'),
  FOYER_TURN_URL: v.optional(url(/^turns?:/, 'a turn: URL')),
  FOYER_TURN_SECRET: v.optional(v.pipe(v.string(), v.minLength(1, 'must not be empty'))),
  FOYER_LOG_LEVEL: v.optional(v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level of pino'), 'info'),
});

/** Meant for parts that this version does not have; said at start, so that nobody waits for an effect. */
const unusedNames = ['REDIS_URL', 'BLOB_URL', 'FOYER_TURN_URL', 'FOYER_TURN_SECRET'] as const;

export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Absolute; created when something is first stored. */
  dataDirectory: string;
  databaseUrl: string | undefined;
  publicUrl: string | undefined;
  /** `undefined`: generated once into the data directory. */
  secret: string | undefined;
  trustProxy: number;
  rateScale: number;
  logLevel: string;
  /** Names that are set and change nothing. */
  unused: string[];
}

/** Every fault of the environment, each with the name it is about. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** The configuration in the environment. Throws one `ConfigError` with all faults. Empty values count as not set. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = v.safeParse(environmentSchema, set);
  if (!parsed.success) throw new ConfigError(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? ''} ${issue.message}`));
  const found = parsed.output;
  const production = found.NODE_ENV === 'production';
  return {
    production, port: found.PORT, host: found.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'), dataDirectory: resolve(found.FOYER_DATA),
    databaseUrl: found.DATABASE_URL, publicUrl: found.FOYER_PUBLIC_URL?.replace(/\/+$/, ''), secret: found.FOYER_SECRET,
    trustProxy: found.FOYER_TRUST_PROXY, rateScale: found.FOYER_RATE_SCALE, logLevel: found.FOYER_LOG_LEVEL,
    unused: unusedNames.filter((name) => found[name] !== undefined),
  };
}

/** The server's secret: the configured one, or the one in the data directory, generated on first use. */
export function serverSecret(config: Pick<Config, 'secret' | 'dataDirectory'>): string {
  if (config.secret !== undefined) return config.secret;
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const file = join(config.dataDirectory, 'secret');
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process may have been first.
      if (!existsSync(file)) throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}

/** Where people reach the server. */
export const publicUrlOf = (config: Pick<Config, 'publicUrl'>, port: number): string => config.publicUrl ?? `http://localhost:${port}`;
