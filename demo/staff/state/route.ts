/** What stands in the desk's address, after the `#`. */
export type Route = { section: 'inbox'; conversation?: string } | { section: 'people' | 'reports' | 'replies' | 'settings' };
export type Section = Route['section'];

export function parseRoute(hash: string): Route {
  const conversation = /^#c\/([A-Za-z0-9_-]{1,64})$/.exec(hash)?.[1];
  if (conversation !== undefined) return { section: 'inbox', conversation };
  const section = (['people', 'reports', 'replies', 'settings'] as const).find((name) => hash === `#${name}`);
  return { section: section ?? 'inbox' };
}

export function hashOf(route: Route): string {
  if (route.section !== 'inbox') return `#${route.section}`;
  return route.conversation === undefined ? '' : `#c/${route.conversation}`;
}
