/** The token in the page's address, where that invites to a group. */
export const inviteToken = (): string | undefined => /^#foyer-join=(.+)/.exec(location.hash)?.[1];
