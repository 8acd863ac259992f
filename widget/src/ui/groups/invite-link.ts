import type { Invite } from '../../client/api.ts';

/** What a page's address ends with that invites to a group, before the token. */
export const inviteFragment = '#foyer-join=';

/** The page itself, and what makes the chat on it ask whether to join. */
export const inviteLink = ({ token }: Pick<Invite, 'token'>): string => `${location.origin}${location.pathname}${location.search}${inviteFragment}${token}`;
