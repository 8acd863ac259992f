/** What a server that renders pages does: the component becomes the bare tag. */
import { FoyerChat } from '@foyer-chat/widget/react';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

console.log(renderToString(createElement(FoyerChat, { server: 'https://chat.example.org', site: 'shop', className: 'corner', onOpen() {} })));
