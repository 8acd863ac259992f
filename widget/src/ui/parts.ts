/** What a page that builds its own screens from the elements needs beside them: the staff desk does. */
export { Store } from '../client/store.ts';
export { isFirstTab } from './chat/first-tab.ts';
export { allowNotifications, notify } from './chat/notification.ts';
export { playTones } from './chat/tones.ts';
export { readDevice } from './devices/device-name.ts';
export { FoyerDevices } from './devices/devices.ts';
export { counterpart } from './inbox/counterpart.ts';
export type { FoyerElementTagNameMap } from './elements.ts';
export { icon, icons } from './icons.ts';
export { FoyerConversationList } from './inbox/conversation-list.ts';
export { FoyerConversationSearch } from './inbox/conversation-search.ts';
export { listIcons } from './inbox/list-icons.ts';
export { define } from './localize.ts';
export { StoreController } from './store-controller.ts';
export { ago, clockTime, dateTime } from './times.ts';
export type { Aside } from './thread/thread-rows.ts';
export { tokens } from './tokens.styles.ts';
