import * as v from 'valibot';
import { httpUrlSchema } from './ids.ts';
import * as limits from './limits.ts';
import { hoursSchema } from './site-facts.ts';

/**
 * How long messages stay on the server: for ever, for some days, or until every member's devices have them
 * (at the latest `limits.undeliveredKeptMs`).
 */
export const retentionSchema = v.union([
  v.literal('keep'),
  v.literal('delivered'),
  v.object({ days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)) }),
]);
export type Retention = v.InferOutput<typeof retentionSchema>;

const linkSchema = v.object({
  label: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.siteLinkLabelMaxLength)),
  url: v.pipe(httpUrlSchema, v.startsWith('https://')),
});

export const siteSettingsSchema = v.object({
  name: v.optional(v.string(), ''),
  retention: v.optional(retentionSchema, 'keep'),
  /** Whether visitors may write to each other (`direct`). */
  direct: v.optional(v.boolean(), true),
  /** `false`: visitors and customers are not let in (`site-disabled`); staff work on, and nothing is deleted. */
  enabled: v.optional(v.boolean(), true),
  hours: v.optional(hoursSchema),
  /** Shown to visitors in this order. */
  links: v.optional(v.pipe(v.array(linkSchema), v.minLength(1), v.maxLength(limits.siteLinksMax))),
  /** What visitors should know now: works on the site, say. */
  notice: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.siteNoticeMaxLength))),
});
export type SiteSettings = v.InferOutput<typeof siteSettingsSchema>;
