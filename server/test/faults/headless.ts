import { WebSocket } from 'ws';
import type { FoyerClient, FoyerClientOptions } from '../../../widget/src/client/api.ts';
import type { Address } from './visitor.ts';

/** Named at run time only: the client's sources need the types of a browser, which this project does not have. */
const headless: string = '@foyer-chat/widget/headless';

/** The product's own client, with its memory for a disk. */
export async function headlessClient({ httpUrl, origin }: Address, options: Partial<FoyerClientOptions> = {}): Promise<FoyerClient> {
  const { createFoyerClient } = await import(headless) as { createFoyerClient(options: FoyerClientOptions): FoyerClient };
  return createFoyerClient({
    server: httpUrl, site: 'demo', storage: 'memory', origin, WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, ...options,
  });
}
