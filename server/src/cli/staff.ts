import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { FoyerError, emailSchema, limits, nameSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { publicUrlOf } from '../config.ts';
import { hashPassword } from '../services/passwords.ts';
import { newId } from '../services/random-ids.ts';
import { createSetupSecret } from '../services/staff-accounts.ts';
import type { Store } from '../store/store.ts';
import { UsageError } from './usage.ts';
import { withStore } from './with-store.ts';

/** `staff add <email> --name <name> [--role admin|agent] [--site <key>]… [--link]` */
export async function staff(args: string[]): Promise<void> {
  const { values, positionals: [verb, address, ...rest] } = parseArgs({
    args, allowPositionals: true,
    options: { name: { type: 'string' }, role: { type: 'string', default: 'agent' }, site: { type: 'string', multiple: true }, link: { type: 'boolean', default: false } },
  });
  const email = v.safeParse(emailSchema, address);
  const name = v.safeParse(nameSchema, values.name);
  const role = v.safeParse(v.picklist(['admin', 'agent']), values.role);
  if (verb !== 'add' || rest.length > 0 || !email.success || !name.success || !role.success) throw new UsageError('staff add needs an e-mail address and --name.');
  const password = values.link || process.stdin.isTTY ? '' : (await text(process.stdin)).trim();
  if (password !== '' && (password.length < limits.passwordMinLength || password.length > limits.passwordMaxLength)) {
    throw new UsageError(`A password has ${limits.passwordMinLength} to ${limits.passwordMaxLength} characters.`);
  }
  await withStore(async (store, config) => {
    const siteIds = values.site === undefined ? 'all' : await siteIdsOf(store, values.site);
    const passwordHash = password === '' ? null : await hashPassword(password);
    const added = await store.staff.add({ uid: newId(), email: email.output, name: name.output, role: role.output, passwordHash, siteIds, at: Date.now() });
    if (passwordHash !== null) console.log(`${email.output} can sign in.`);
    else console.log(`${publicUrlOf(config, config.port)}/staff#setup=${await createSetupSecret(store, added.userId, Date)}`);
  }, { changes: true });
}

async function siteIdsOf(store: Store, keys: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const key of keys) {
    const site = await store.sites.get(key);
    if (!site) throw new FoyerError('site-unknown', { message: `There is no site ${key}.` });
    ids.push(site.id);
  }
  return ids;
}
