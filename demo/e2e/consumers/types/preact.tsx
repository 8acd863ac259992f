/** @jsxImportSource preact */
import '@foyer-chat/widget/jsx/preact';

export const own = <foyer-chat server="https://chat.example.org" site="shop" class="corner" onfoyer-unread={({ detail }) => { detail.count.toFixed(); }} />;
// @ts-expect-error There is no such mode.
export const wrong = <foyer-chat mode="sideways" />;
