import { createFoyer, type FoyerEventMap } from '@foyer-chat/widget';

const chat = await createFoyer({ server: 'https://chat.example.org', site: 'shop', mode: 'inline' });
chat.addEventListener('foyer-unread', ({ detail }) => { detail.count.toFixed(); });
document.addEventListener('foyer-message', (event) => { const told: FoyerEventMap['foyer-message'] = event; told.detail.message.seq.toFixed(); });
await document.querySelector('foyer-chat')?.openConversation({ support: true }, 'From the page');
// @ts-expect-error There is no such detail.
chat.addEventListener('foyer-unread', ({ detail }) => { detail.sum.toFixed(); });
document.querySelector('foyer-settings')?.privacy.trim();
