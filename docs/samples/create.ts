import { createFoyer } from '@foyer-chat/widget';

const chat = await createFoyer({
  server: 'https://chat.example.org',
  site: 'shop',
  mode: 'inline',
  parent: document.querySelector('#chat') ?? document.body,
});

document.querySelector('#ask')?.addEventListener('click', () => {
  void chat.openConversation({ support: true }, 'I have a question');
});
