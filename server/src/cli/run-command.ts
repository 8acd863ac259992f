import { errorBodyOf, FoyerError } from '@foyer-chat/widget/protocol';
import { ConfigError } from '../config.ts';
import { UsageError, usage } from './usage.ts';

type Command = (args: string[]) => Promise<void>;

/** Loaded one at a time: a start waits for nothing it does not need. */
const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./start.ts')).start,
  staff: async () => (await import('./staff.ts')).staff,
  site: async () => (await import('./site.ts')).site,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
  export: async () => (await import('./user-data.ts')).exportUser,
  erase: async () => (await import('./user-data.ts')).eraseUser,
  doctor: async () => (await import('./doctor.ts')).doctor,
};

/** Runs one command line; resolves to the exit code. `start` resolves while the server goes on. */
export async function runCommand([name = 'start', ...args]: string[]): Promise<number> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!load) throw new UsageError(`There is no command ${name}.`);
    await (await load())(args);
    return 0;
  } catch (error) {
    if (error instanceof UsageError || isArgumentError(error)) console.error(`${error.message}\n\n${usage}`);
    else if (error instanceof FoyerError) console.error(errorBodyOf(error).message);
    else if (error instanceof ConfigError) console.error(error.message);
    else console.error(error);
    return 1;
  }
}

const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
