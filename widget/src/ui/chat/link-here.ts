/** The page itself, and what makes the chat on it ask what the link is about: see `pageLink`. */
export const linkHere = (name: 'join' | 'link', token: string): string => `${location.origin}${location.pathname}${location.search}#foyer-${name}=${token}`;
