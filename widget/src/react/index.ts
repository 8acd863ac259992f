'use client';

export { FoyerChat, type FoyerChatElement, type FoyerChatProps } from './foyer-chat.ts';
