import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { FoyerError, emailSchema, limits, nameSchema } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { publicUrlOf, type Config } from '../config.ts';
import { hashPassword } from '../services/passwords.ts';
import { newId } from '../services/random-ids.ts';
import { createSetupSecret } from '../services/staff-accounts.ts';
import type { Store } from '../store/store.ts';
import { UsageError } from './usage.ts';
import { withStore } from './with-store.ts';

/** `staff add <email> --name <name> [--role admin|agent] [--site <key>]… [--link]` and `staff link <email>` */
export async function staff(args: string[]): Promise<void> {
  const [verb, ...rest] = args;
  if (verb === 'add') await add(rest);
  else if (verb === 'link') await link(rest);
  else throw new UsageError('staff has the commands add and link.');
}

async function add(args: string[]): Promise<void> {
  const { values, positionals: [address, ...rest] } = parseArgs({
    args, allowPositionals: true,
    options: { name: { type: 'string' }, role: { type: 'string', default: 'agent' }, site: { type: 'string', multiple: true }, link: { type: 'boolean', default: false } },
  });
  const email = v.safeParse(emailSchema, address);
  const name = v.safeParse(nameSchema, values.name);
  const role = v.safeParse(v.picklist(['admin', 'agent']), values.role);
  if (rest.length > 0 || !email.success || !name.success || !role.success) throw new UsageError('staff add needs an e-mail address and --name.');
  const password = values.link || process.stdin.isTTY ? '' : (await text(process.stdin)).trim();
  if (password !== '' && (password.length < limits.passwordMinLength || password.length > limits.passwordMaxLength)) {
    throw new UsageError(`A password has ${limits.passwordMinLength} to ${limits.passwordMaxLength} characters.`);
  }
  await withStore(async (store, config) => {
    const siteIds = values.site === undefined ? 'all' : await siteIdsOf(store, values.site);
    const passwordHash = password === '' ? null : await hashPassword(password);
    const added = await store.staff.add({ uid: newId(), email: email.output, name: name.output, role: role.output, passwordHash, siteIds, at: Date.now() });
    if (passwordHash !== null) console.log(`${email.output} can sign in.`);
    else console.log(await setupLink(store, config, added.userId));
  }, { changes: true });
}

/** A new way in for one who is there already; the password they have works until they use it. */
async function link(args: string[]): Promise<void> {
  const { positionals: [address, ...rest] } = parseArgs({ args, allowPositionals: true, options: {} });
  const email = v.safeParse(emailSchema, address);
  if (rest.length > 0 || !email.success) throw new UsageError('staff link needs an e-mail address.');
  await withStore(async (store, config) => {
    const known = await store.staff.byEmail(email.output);
    if (!known) throw new UsageError(`There is no staff member ${email.output}.`);
    console.log(await setupLink(store, config, known.userId));
  }, { changes: false });
}

const setupLink = async (store: Store, config: Config, userId: number): Promise<string> =>
  `${publicUrlOf(config, config.port)}/staff#setup=${await createSetupSecret(store, userId, Date)}`;

async function siteIdsOf(store: Store, keys: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const key of keys) {
    const site = await store.sites.get(key);
    if (!site) throw new FoyerError('site-unknown', { message: `There is no site ${key}.` });
    ids.push(site.id);
  }
  return ids;
}
