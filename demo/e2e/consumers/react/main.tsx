import { FoyerChat, type FoyerChatElement } from '@foyer-chat/widget/react';
import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

function App() {
  const chat = useRef<FoyerChatElement>(null);
  const [told, setTold] = useState('');
  return (
    <>
      <button onClick={() => { void chat.current?.openConversation({ support: true }, 'From the page'); }}>Ask</button>
      <output>{told}</output>
      <FoyerChat ref={chat} server={import.meta.env['VITE_FOYER_SERVER'] as string} site="shop" position="start" style={{ '--foyer-accent': '#0b6e4f' }}
        onMessage={({ detail: { message } }) => { if (message.content.kind === 'text') setTold(`${message.content.text}, told to the page`); }} />
    </>
  );
}

createRoot(document.querySelector('#app')!).render(<StrictMode><App /></StrictMode>);
