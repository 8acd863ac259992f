export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/** The parts of an address have the bounds of RFC 5321, section 4.5.3.1: without them a long text of dots is searched again from each of its words. */
const candidate = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/gi;
const trailing = '.,;:!?…';

/** Splits a text into plain parts and links. Only `http`, `https` and `mailto` ever become links. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(candidate)) {
    const link = trimmed(match[0]);
    const href = safeHref(link);
    if (!href) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push({ kind: 'link', text: link, href });
    end = match.index + link.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Punctuation that ends a sentence ends no link; a closing bracket stays only with its opening one. */
function trimmed(link: string): string {
  const endings = link.includes('(') ? trailing : `${trailing})`;
  let end = link.length;
  while (end > 0 && endings.includes(link.charAt(end - 1))) end -= 1;
  return link.slice(0, end);
}

function safeHref(link: string): string | undefined {
  const address = /^[a-z]+:/i.test(link) ? link : `mailto:${link}`;
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
