import { svg } from 'lit';
import { icon } from '../icons.ts';

/** Of the layers round the thread, and fetched with them; one set with `icons`. */
export const shellIcons = {
  home: icon(svg`<path d="m3 9.3 7-6 7 6V16a1 1 0 0 1-1 1h-3.7v-4.5H7.7V17H4a1 1 0 0 1-1-1z"/>`),
  gear: icon(svg`<circle cx="10" cy="10" r="2.6"/><path d="M10 2.8v2M10 15.2v2M2.8 10h2M15.2 10h2M4.9 4.9l1.4 1.4M13.7 13.7l1.4 1.4M15.1 4.9l-1.4 1.4M6.3 13.7l-1.4 1.4"/>`),
  link: icon(svg`<path d="M8.3 11.7a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-1 1M11.7 8.3a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l1-1"/>`),
  outside: icon(svg`<path d="M8 4.5H5.5a1.5 1.5 0 0 0-1.5 1.5v8.5A1.5 1.5 0 0 0 5.5 16H14a1.5 1.5 0 0 0 1.5-1.5V12M11.5 4H16v4.5M16 4l-7 7"/>`, true),
  forward: icon(svg`<path d="m8 4.5 5.5 5.5L8 15.5"/>`, true),
  closed: icon(svg`<circle cx="10" cy="10" r="7"/><path d="m5.2 14.8 9.6-9.6"/>`),
  cloud: icon(svg`<path d="M6.2 15.5h7.6a3.2 3.2 0 0 0 .5-6.4 4.5 4.5 0 0 0-8.7.9 2.8 2.8 0 0 0 .6 5.5zM3.5 3.5l13 13"/>`),
  reload: icon(svg`<path d="M16 10a6 6 0 1 1-1.8-4.3M16 3.5v3.2h-3.2"/>`),
};
