import { setTimeout as wait } from 'node:timers/promises';
import type { LoadClient } from './load-client.ts';

/** Sends `count` messages with at most `window` on the wire, and resolves when all have been answered. Throws when one is refused. */
export async function settled(client: LoadClient, count: number, window: number, send: () => void): Promise<void> {
  const before = client.acked;
  for (let sent = 0; client.acked - before < count;) {
    for (; sent < count && sent - (client.acked - before) < window; sent += 1) send();
    if (client.failed + client.overloaded > 0) throw new Error('A message was refused');
    await wait(1);
  }
}
