import { pageLink } from './page-link.ts';

/** Whether the entry of the browser's history is one that the open panel has put there, at the page's own address. */
const isOfPanel = (state: unknown): boolean => typeof state === 'object' && state !== null && 'foyer' in state;

/** Takes a link that was answered out of the page's address. On a phone each layer is an entry of the history: those below follow as one comes back to them. */
export function forgetPageLink(token: string): void {
  if (pageLink()?.[1] === token) history.replaceState(history.state, '', location.pathname + location.search);
  if (isOfPanel(history.state)) addEventListener('hashchange', () => { forgetPageLink(token); }, { once: true });
}
