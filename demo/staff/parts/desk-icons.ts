import { icon } from '@foyer-chat/widget/parts';
import { svg } from 'lit';

/** What the desk needs beside the icons of the elements. */
export const deskIcons = {
  person: icon(svg`<circle cx="10" cy="6.5" r="3"/><path d="M4 16.5a6 6 0 0 1 12 0"/>`),
  people: icon(svg`<circle cx="7.5" cy="7" r="3"/><path d="M2 16.500c.3-3 2.500-4.700 5.500-4.700s5.200 1.700 5.500 4.700M13 4.300a3 3 0 0 1 0 5.400M15 12.300c1.800.6 2.800 2.100 3 4.200"/>`),
  check: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="m7 10 2.200 2.200 4-4.400"/>`),
  reopen: icon(svg`<path d="M4.500 10a5.500 5.500 0 1 0 1.800-4.100L4.500 7.500"/><path d="M4.500 3.800v3.700h3.700"/>`),
  snooze: icon(svg`<circle cx="10" cy="10.500" r="6"/><path d="M10 7.500v3l2 1.500M3.500 4.800 5.800 3M16.500 4.800 14.200 3"/>`),
  bolt: icon(svg`<path d="M11.200 2.800 4.500 11.200h4.300l-1 6 6.700-8.400h-4.300z"/>`),
  gear: icon(svg`<circle cx="10" cy="10" r="2.600"/><path d="M10 2.800v2M10 15.200v2M2.800 10h2M15.200 10h2M4.900 4.900l1.400 1.400M13.700 13.700l1.400 1.400M4.900 15.100l1.400-1.400M13.700 6.300l1.400-1.400"/>`),
  keyboard: icon(svg`<rect x="2.500" y="5" width="15" height="10" rx="2"/><path d="M5.500 8h.1M8.500 8h.1M11.500 8h.1M14.500 8h.1M7 12h6"/>`),
  more: icon(svg`<circle cx="10" cy="4.500" r=".7" fill="currentColor"/><circle cx="10" cy="10" r=".7" fill="currentColor"/><circle cx="10" cy="15.500" r=".7" fill="currentColor"/>`),
  lock: icon(svg`<rect x="4.500" y="9" width="11" height="7.500" rx="2"/><path d="M7 9V6.500a3 3 0 0 1 6 0V9"/>`),
  flag: icon(svg`<path d="M5 17V4M5 4.500c3-1.500 6 1.500 10 0v7c-4 1.500-7-1.500-10 0"/>`),
  plus: icon(svg`<path d="M10 4.500v11M4.500 10h11"/>`),
  trash: icon(svg`<path d="M4 6h12M8 6V4h4v2M5.500 6l.8 10.500h7.400L14.500 6M8.500 9v4.500M11.500 9v4.500"/>`),
  pencil: icon(svg`<path d="m4.500 15.500.7-3.200 7.800-7.800 2.500 2.500-7.800 7.800z"/>`),
};
