import * as v from 'valibot';
import { httpUrlSchema, seqSchema } from './ids.ts';

/**
 * When somebody answers, week for week: spans in minutes after Monday 00:00 on the clock of an IANA time zone, ascending, none of which overlap.
 * One that passes the midnight after Sunday ends beyond the week's 10,080 minutes.
 */
export const hoursSchema = v.object({ zone: v.string(), open: v.array(v.object({ from: seqSchema, to: seqSchema })) });
export type BusinessHours = v.InferOutput<typeof hoursSchema>;

/** What visitors are told of a site's settings. Whoever reads it may be older than who has set it: there are no limits here. */
export const siteFactsSchema = v.object({
  direct: v.boolean(),
  hours: v.optional(hoursSchema),
  links: v.optional(v.array(v.object({ label: v.string(), url: httpUrlSchema }))),
  notice: v.optional(v.string()),
});
export type SiteFacts = v.InferOutput<typeof siteFactsSchema>;
