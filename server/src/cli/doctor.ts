import { openStore } from '../compose-store.ts';
import { publicUrlOf, readConfig, serverSecret } from '../config.ts';
import type { Store } from '../store/store.ts';
import { UsageError } from './usage.ts';

type Finding = { level: 'ok' | 'note' | 'fault'; text: string };

/** Looks for what is wrong with the set-up. Fails when something is. */
export async function doctor(args: string[]): Promise<void> {
  if (args.length > 0) throw new UsageError('doctor takes no arguments.');
  const findings: Finding[] = [];
  const config = readConfig();
  findings.push({ level: 'ok', text: `Node ${process.versions.node}` });
  const publicUrl = publicUrlOf(config, config.port);
  const isPlain = config.production && publicUrl.startsWith('http://') && !publicUrl.startsWith('http://localhost');
  findings.push(isPlain
    ? { level: 'fault', text: `${publicUrl} is not https: browsers refuse pages of https sites to connect` }
    : { level: 'ok', text: `reached at ${publicUrl}` });
  if (config.production && config.publicUrl === undefined) findings.push({ level: 'note', text: 'FOYER_PUBLIC_URL is not set: the staff desk works at localhost only' });
  for (const name of config.unused) findings.push({ level: 'note', text: `${name} is set, but this version has no use for it` });
  serverSecret(config);
  const store = await openStore(config);
  try {
    await store.ping();
    findings.push({ level: 'ok', text: 'the database stores' }, ...await findingsOf(store));
  } finally {
    await store.close();
  }
  for (const { level, text } of findings) console.log(`${level.padEnd(5)} ${text}`);
  if (findings.some((finding) => finding.level === 'fault')) throw new UsageError('There are faults.');
}

async function findingsOf(store: Store): Promise<Finding[]> {
  const sites = await store.sites.list();
  const staff = await store.staff.count();
  return [
    sites.length > 0 ? { level: 'ok', text: `sites: ${sites.map(({ key, settings }) => (settings.enabled ? key : `${key} (disabled)`)).join(', ')}` } : { level: 'note', text: 'no site yet: site add <key> --origin <origin>' },
    staff > 0 ? { level: 'ok', text: `staff: ${staff}` } : { level: 'note', text: 'no staff yet: start prints a link for the first one' },
  ];
}
