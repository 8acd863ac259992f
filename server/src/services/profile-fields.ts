/** What somebody says of themselves. */
export interface ProfileFields { name?: string; email?: string; avatar?: string }

/** The fields that are really said; the first source that names one wins. */
export function profileFields(...sources: { name?: string | undefined; email?: string | undefined; avatar?: string | undefined }[]): ProfileFields {
  const fields: ProfileFields = {};
  for (const field of ['name', 'email', 'avatar'] as const) {
    const said = sources.find((source) => source[field] !== undefined)?.[field];
    if (said !== undefined) fields[field] = said;
  }
  return fields;
}
