import { parseArgs } from 'node:util';
import { idSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { UsageError } from './usage.ts';
import { withStore } from './with-store.ts';

/** `export --user <id>`: all that is stored of a user, as JSON on stdout. */
export async function exportUser(args: string[]): Promise<void> {
  const uid = userOf(args);
  const data = await withStore((store) => store.users.exportOf(uid), { changes: false });
  if (data == null) throw new UsageError('There is no such user.');
  console.log(JSON.stringify(data, null, 2));
}

/** `erase --user <id>`: a running server forgets within a second. */
export async function eraseUser(args: string[]): Promise<void> {
  const uid = userOf(args);
  const touched = await withStore(async (store) => {
    if (!(await store.users.getByUid(uid))) throw new UsageError('There is no such user.');
    return store.users.erase(uid, Date.now());
  }, { changes: true });
  console.log(`Erased. Conversations touched: ${touched.length}.`);
}

function userOf(args: string[]): string {
  const { values } = parseArgs({ args, options: { user: { type: 'string' } } });
  if (!v.is(idSchema, values.user)) throw new UsageError('--user needs the id of a user.');
  return values.user;
}
