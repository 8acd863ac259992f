import type { SiteSettings } from '@foyer-chat/widget/protocol';
import { hoursFrom } from '../../server/src/cli/business-hours.ts';

/** What the shop tells its visitors: when its workshop is open, and where its guides are. */
export const facts: Pick<SiteSettings, 'hours' | 'links'> = {
  hours: hoursFrom('Tue-Sat 09:00-17:00 Europe/Lisbon'),
  links: [{ label: 'Care and repair', url: 'https://harbour-lamps.example/care' }, { label: 'Delivery and returns', url: 'https://harbour-lamps.example/delivery' }],
};
