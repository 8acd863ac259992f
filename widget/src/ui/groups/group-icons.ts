import { svg } from 'lit';
import { icon } from '../icons.ts';

const two = svg`<circle cx="7.5" cy="7" r="2.8"/><path d="M2.2 16c.3-2.900 2.400-4.500 5.300-4.500s5 1.600 5.300 4.500"/>`;

/** Of groups, and fetched with what shows them; one set with `icons`. */
export const groupIcons = {
  people: icon(svg`${two}<path d="M13 4.500a2.800 2.800 0 0 1 0 5M15 12.200c1.600.6 2.600 1.900 2.800 3.800"/>`),
  add: icon(svg`${two}<path d="M15.800 6.500v5M13.300 9h5"/>`),
  leave: icon(svg`<path d="M11.500 3.500H5.500a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h6M9 10h8M14 7l3 3-3 3"/>`, true),
  pencil: icon(svg`<path d="m4 16 .8-3.300 8.400-8.400a1.400 1.400 0 0 1 2 0l.5.5a1.400 1.400 0 0 1 0 2l-8.400 8.400zM11.800 5.700l2.500 2.500"/>`),
};
