import { createFoyer } from '@foyer-chat/widget';

const told = document.createElement('output');
document.querySelector('#app').append(told);
const chat = await createFoyer({ server: import.meta.env.VITE_FOYER_SERVER, site: 'shop' });
chat.addEventListener('foyer-message', ({ detail }) => { told.textContent = `${detail.message.content.text}, told to the page`; });
