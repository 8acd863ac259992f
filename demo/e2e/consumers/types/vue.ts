import '@foyer-chat/widget/vue';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['foyer-chat']>['$props'];
export const own: Props = { server: 'https://chat.example.org', site: 'shop', class: 'corner', onFoyerUnread: ({ detail }) => { detail.count.toFixed(); } };
// @ts-expect-error There is no such mode.
export const wrong: Props = { mode: 'sideways' };
