import { svg } from 'lit';
import { icon } from '../icons.ts';

const pin = svg`<path d="M7 3.5h6M8 3.5v4.8L5.3 11v1.5h9.4V11L12 8.3V3.5M10 12.5v4.5"/>`;
const box = svg`<path d="M3 4.5h14v3.2H3zM4.3 7.7V15a1 1 0 0 0 1 1h9.4a1 1 0 0 0 1-1V7.7"/>`;

/** What is done with a list of conversations. */
export const listIcons = {
  pin: icon(pin),
  unpin: icon(svg`${pin}<path d="m3.5 3.5 13 13"/>`),
  bell: icon(svg`<path d="M4.5 14h11l-1.3-2.2V9a4.2 4.2 0 0 0-8.4 0v2.8zM8.3 16.5a1.9 1.9 0 0 0 3.4 0"/>`),
  bellOff: icon(svg`<path d="M13 14H4.5l1.3-2.2V9c0-.7.2-1.4.5-2M8 5.3A4.2 4.2 0 0 1 14.2 9v2.5M8.3 16.5a1.9 1.9 0 0 0 3.4 0M3.5 3.5l13 13"/>`),
  blocked: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="m5.4 5.4 9.2 9.2"/>`),
  archive: icon(svg`${box}<path d="M8 10.8h4"/>`),
  unarchive: icon(svg`${box}<path d="M10 13.7V9.8M8 11.6l2-2 2 2"/>`),
  read: icon(svg`<path d="M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-4 3.5v-3.5a1.5 1.5 0 0 1-1.5-1.5zM7.3 8.5l2 2 3.5-4"/>`),
  more: icon(svg`<g fill="currentColor"><circle cx="4.5" cy="10" r=".7"/><circle cx="10" cy="10" r=".7"/><circle cx="15.5" cy="10" r=".7"/></g>`),
  star: icon(svg`<path d="M10 3.2L11.8 7.9L16.8 8.2L12.9 11.4L14.2 16.2L10 13.5L5.8 16.2L7.1 11.4L3.2 8.2L8.2 7.9z"/>`),
  search: icon(svg`<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>`),
};
