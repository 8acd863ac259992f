import { expect, test } from 'vitest';
import { commands, resultSchema, type CommandName } from './commands.ts';

test('the schema of a command’s result is the one of the table', () => {
  for (const [name, { result }] of Object.entries(commands)) expect(resultSchema(name as CommandName), name).toBe(result);
});
