import '@foyer-chat/widget/jsx/react';
import { FoyerChat } from '@foyer-chat/widget/react';

export const own = <foyer-chat server="https://chat.example.org" site="shop" mode="inline" className="corner" onfoyer-unread={({ detail }) => { detail.count.toFixed(); }} />;
export const part = <foyer-avatar name="Ana" online />;
export const component = <FoyerChat site="shop" onUnread={({ detail }) => { detail.count.toFixed(); }} />;
// @ts-expect-error There is no such mode.
export const wrong = <foyer-chat mode="sideways" />;
// @ts-expect-error There is no such mode.
export const wrongComponent = <FoyerChat mode="sideways" />;
