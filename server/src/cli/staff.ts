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

/** `staff add <email> --name <name> [--role admin|agent] [--site <key>]… [--link]`, `staff link <email>` and `staff remove <email>` */
export async function staff(args: string[]): Promise<void> {
  const [verb, ...rest] = args;
  if (verb === 'add') await add(rest);
  else if (verb === 'link') await link(rest);
  else if (verb === 'remove') await remove(rest);
  else throw new UsageError('staff has the commands add, link and remove.');
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
  const email = addressOf(args, 'link');
  await withStore(async (store, config) => {
    const known = await store.staff.byEmail(email);
    if (!known) throw new UsageError(`There is no staff member ${email}.`);
    console.log(await setupLink(store, config, known.userId));
  }, { changes: false });
}

/** Signs them out everywhere, at once also on a running server. */
async function remove(args: string[]): Promise<void> {
  const email = addressOf(args, 'remove');
  const removed = await withStore(async (store) => {
    const done = await store.staff.remove(email, Date.now());
    if (!done) throw new UsageError(`There is no staff member ${email}.`);
    return done;
  }, { changes: true });
  console.log(`${email} cannot sign in any more. Devices signed out: ${removed.devices}. Conversations given back: ${removed.released}. What they wrote stays, as does their name; erase --user ${removed.uid} takes both.`);
}

function addressOf(args: string[], verb: string): string {
  const { positionals: [address, ...rest] } = parseArgs({ args, allowPositionals: true, options: {} });
  const email = v.safeParse(emailSchema, address);
  if (rest.length > 0 || !email.success) throw new UsageError(`staff ${verb} needs an e-mail address.`);
  return email.output;
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
