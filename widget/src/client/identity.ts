import * as v from 'valibot';
import type { Identity } from './session.ts';

const claimsSchema = v.object({ sub: v.string() });

/** What a session begins with: of `body`, the page's words fill in what the site has not signed. */
export interface Introduction { subject: string | undefined; body: { identity: string; profile?: Omit<Identity, 'token'> } | { link: string } }

/** Asks the page for a token, where it gave a function for it. */
export async function introduce({ token, ...profile }: Identity): Promise<Introduction> {
  const identity = typeof token === 'string' ? token : await token();
  return { subject: subjectOf(identity), body: { identity, ...(Object.keys(profile).length === 0 ? {} : { profile }) } };
}

/** Whom an identity token names, unproved: enough to see that it is the user this device has a session of. `undefined` where unreadable. */
function subjectOf(token: string): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    const claims = v.safeParse(claimsSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return claims.success ? claims.output.sub : undefined;
  } catch {
    return undefined;
  }
}
