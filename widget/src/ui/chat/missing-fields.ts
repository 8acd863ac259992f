import type { User } from '../../client/api.ts';
import { isUnnamed } from '../../client/unnamed.ts';

export type Field = 'name' | 'email';

/** Which of the fields that a site asks for are not known of the user. A customer is who the site says, and is asked nothing. */
export function missingFields(ask: string, user: User | undefined): Field[] {
  if (user?.kind !== 'visitor') return [];
  const wanted = ask.split(/[\s,]+/);
  const isMissing: Record<Field, boolean> = { name: isUnnamed(user), email: user.email === undefined };
  return (['name', 'email'] as const).filter((field) => wanted.includes(field) && isMissing[field]);
}
