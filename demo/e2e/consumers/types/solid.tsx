/** @jsxImportSource solid-js */
import '@foyer-chat/widget/jsx/solid';

export const own = <foyer-chat server="https://chat.example.org" site="shop" class="corner" on:foyer-unread={({ detail }) => { detail.count.toFixed(); }} />;
// @ts-expect-error There is no such mode.
export const wrong = <foyer-chat mode="sideways" />;
