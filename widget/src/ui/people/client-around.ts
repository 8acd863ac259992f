import type { FoyerClient } from '../../client/api.ts';

/** The client of the nearest element around this one that has been given one: for what is drawn deep inside of those and hardly ever asked for. */
export function clientAround(element: Node): FoyerClient | undefined {
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) {
    const { client } = root.host as Element & { client?: FoyerClient };
    if (client) return client;
  }
  return undefined;
}
