import * as v from 'valibot';

const claimsSchema = v.object({ sub: v.string() });

/** Whom an identity token names, unproved: enough to see that it is the user this device has a session of. `undefined` where unreadable. */
export function subjectOf(token: string): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    const claims = v.safeParse(claimsSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return claims.success ? claims.output.sub : undefined;
  } catch {
    return undefined;
  }
}
