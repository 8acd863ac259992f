import { readFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { parseArgs } from 'node:util';
import { FoyerError, limits, siteKeySchema, siteSettingsSchema, type SiteSettings } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { newSecret } from '../services/random-ids.ts';
import type { SiteRow, Store } from '../store/store.ts';
import { hoursFrom } from './business-hours.ts';
import { linksFrom } from './site-links.ts';
import { UsageError } from './usage.ts';
import { withStore } from './with-store.ts';

/** `site add <key> --origin <origin>…` and `site set <key> <setting> <value>` */
export async function site(args: string[]): Promise<void> {
  const { values, positionals: [verb, key, setting, value, ...rest] } = parseArgs({
    args, allowPositionals: true, options: { origin: { type: 'string', multiple: true, default: [] } },
  });
  if (!v.is(siteKeySchema, key) || rest.length > 0) throw new UsageError('A site key has up to 40 small letters, digits and dashes.');
  if (verb === 'add' && setting === undefined) return add(key, values.origin);
  if (verb === 'set' && setting !== undefined && value !== undefined) return set(key, setting, value);
  throw new UsageError('site knows add and set.');
}

async function add(key: string, origins: string[]): Promise<void> {
  if (origins.length === 0) throw new UsageError('site add needs at least one --origin.');
  const secret = newSecret();
  await withStore((store) => store.sites.add({ key, origins: origins.map(exactOrigin), settings: v.parse(siteSettingsSchema, {}), secret, at: Date.now() }), { changes: true });
  console.log(`Site ${key} is added. Its secret, for signing identity tokens (keep it on your server):\n${secret}`);
}

async function set(key: string, setting: string, value: string): Promise<void> {
  await withStore(async (store) => {
    const found = await store.sites.get(key);
    if (!found) throw new FoyerError('site-unknown');
    const change = changeOf(found, setting, value);
    await store.sites.update(key, change);
    console.log(change.secret === undefined ? `${setting} of site ${key} is set.` : `The new secret of site ${key}:\n${change.secret}`);
  }, { changes: true });
}

function changeOf(found: SiteRow, setting: string, value: string): Parameters<Store['sites']['update']>[1] {
  const settings = (change: Record<string, unknown>): { settings: SiteSettings } => {
    const parsed = v.safeParse(siteSettingsSchema, { ...found.settings, ...change });
    if (!parsed.success) throw new UsageError(`${value} is no value of ${setting}.`);
    return { settings: parsed.output };
  };
  switch (setting) {
    case 'name': return settings({ name: value });
    case 'direct': return settings({ direct: { true: true, false: false }[value] ?? value });
    case 'enabled': return settings({ enabled: { true: true, false: false }[value] ?? value });
    case 'retention': return settings({ retention: /^\d+$/.test(value) ? { days: Number(value) } : value });
    case 'hours': return settings({ hours: value === 'none' ? undefined : hoursFrom(value) });
    case 'links': return settings({ links: value === 'none' ? undefined : linksFrom(value) });
    case 'notice':
      if (value.trim().length > limits.siteNoticeMaxLength) throw new UsageError(`A notice has at most ${limits.siteNoticeMaxLength} characters; this has ${value.trim().length}.`);
      return settings({ notice: value === 'none' ? undefined : value });
    case 'origins': return { origins: value.split(',').map(exactOrigin) };
    case 'public-key': return { publicKey: value === 'none' ? null : publicKeyFrom(value) };
    case 'secret':
      if (value === 'new') return { secret: newSecret() };
      throw new UsageError('site set <key> secret new');
    default: throw new UsageError(`There is no setting ${setting}.`);
  }
}

function exactOrigin(text: string): string {
  const origin = text.trim();
  if (origin === 'self' || (/^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin)) return origin;
  throw new UsageError(`${text} is no origin; write scheme, host and port alone, such as https://www.example.org.`);
}

/** A file that holds an Ed25519 or P-256 public key in PEM. */
function publicKeyFrom(file: string): string {
  const key = createPublicKey(readFileSync(file));
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (key.asymmetricKeyType !== 'ed25519' && !isP256) throw new UsageError('The key must be Ed25519 (EdDSA) or P-256 (ES256).');
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
