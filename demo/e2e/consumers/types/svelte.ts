import '@foyer-chat/widget/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

type Props = SvelteHTMLElements['foyer-chat'];
export const own: Props = { server: 'https://chat.example.org', site: 'shop', class: 'corner', 'onfoyer-unread': ({ detail }) => { detail.count.toFixed(); } };
// @ts-expect-error There is no such mode.
export const wrong: Props = { mode: 'sideways' };
