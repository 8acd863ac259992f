import * as v from 'valibot';

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

export const siteSettingsSchema = v.object({
  name: v.optional(v.string(), ''),
  retention: v.optional(retentionSchema, 'keep'),
  /** Whether visitors may write to each other (`direct`). */
  direct: v.optional(v.boolean(), true),
  /** `false`: visitors and customers are not let in (`site-disabled`); staff work on, and nothing is deleted. */
  enabled: v.optional(v.boolean(), true),
});
export type SiteSettings = v.InferOutput<typeof siteSettingsSchema>;
