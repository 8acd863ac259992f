/** What the page's address leads to, and its token: to `join` a group, or to `link` this device with another one. */
export const pageLink = (): ['join' | 'link', string] | undefined => /^#foyer-(join|link)=(.+)/.exec(location.hash)?.slice(1) as ['join' | 'link', string] | undefined;
