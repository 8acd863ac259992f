import { svg } from 'lit';
import { icon } from '../../icons.ts';

const star = 'M10 3.2L11.8 7.9L16.8 8.2L12.9 11.4L14.2 16.2L10 13.5L5.8 16.2L7.1 11.4L3.2 8.2L8.2 7.9z';

export const actionIcons = {
  reply: icon(svg`<path d="M8 5 3.5 9.5 8 14M3.5 9.5h7.3a5.7 5.7 0 0 1 5.7 5.5"/>`),
  react: icon(svg`<circle cx="10" cy="10" r="6.5"/><path d="M7.3 11.7c.7 1.100 1.600 1.600 2.7 1.600s2-.5 2.7-1.600M7.800 8v.2M12.200 8v.2"/>`),
  more: icon(svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.2"/>`),
  copy: icon(svg`<rect x="7" y="7" width="9" height="9.5" rx="2"/><path d="M13 7V5.5a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2h1"/>`),
  edit: icon(svg`<path d="m12.5 4.5 3 3L7 16l-3.5.5L4 13zM11 6l3 3"/>`),
  star: icon(svg`<path d="${star}"/>`),
  unstar: icon(svg`<path d="${star}" fill="currentColor"/>`),
  flag: icon(svg`<path d="M5 17V4M5 4.500c3-1.500 6 1.500 10 0v7c-4 1.500-7-1.500-10 0"/>`),
  trash: icon(svg`<path d="M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.600L14.5 6M8.5 9v4.5M11.5 9v4.5"/>`),
};
