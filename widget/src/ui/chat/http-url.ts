/** An address that the page has given, as a link to follow; empty where following it would be something else, such as running a script. */
export const httpUrl = (text: string): string => (/^https?:$/.test(URL.parse(text, location.href)?.protocol ?? '') ? text : '');
