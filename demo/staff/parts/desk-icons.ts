import { icon } from '@foyer-chat/widget/parts';
import { svg } from 'lit';

/** What the desk needs beside the icons of the elements. */
export const deskIcons = {
  person: icon(svg`<circle cx="10" cy="6.5" r="3"/><path d="M4 16.5a6 6 0 0 1 12 0"/>`),
  check: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="m7 10 2.2 2.2 4-4.4"/>`),
};
