export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const candidate = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
/** Punctuation that ends a sentence, not a link; a closing bracket stays only with its opening one. */
const trailing = /[.,;:!?…]+$/;

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

function trimmed(link: string): string {
  let short = link.replace(trailing, '');
  while (short.endsWith(')') && !short.includes('(')) short = short.slice(0, -1).replace(trailing, '');
  return short;
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
