import { limits, type SiteSettings } from '@foyer-chat/widget/protocol';
import { UsageError } from './usage.ts';

type Links = NonNullable<SiteSettings['links']>;

/**
 * Links as somebody writes them: a label and its address, and so on, with commas in between. A label may hold commas of its own.
 *
 *     Help https://shop.example/help, Orders, returns https://shop.example/orders
 */
export function linksFrom(text: string): Links {
  const links: Links = [];
  let rest = text.trim();
  while (rest !== '') {
    const [whole, label = '', url = '', after = ''] = /^(.*?)\s*(?<!\S)([a-z][a-z+.-]*:\S+?)(,?)(?:\s+|$)/is.exec(rest) ?? [];
    if (whole === undefined) throw new UsageError(`"${rest}" has no address; write a label and its address, such as "Help https://shop.example/help".`);
    if (label === '') throw new UsageError(`${url} has no label; write what it leads to before it.`);
    if (!url.startsWith('https://') || !URL.canParse(url)) throw new UsageError(`${url} is no address that begins with https://.`);
    if (label.length > limits.siteLinkLabelMaxLength) throw new UsageError(`"${label}" is too long: a label has at most ${limits.siteLinkLabelMaxLength} characters.`);
    links.push({ label, url });
    rest = rest.slice(whole.length);
    if (rest !== '' && after === '') throw new UsageError(`Separate links by commas: one is missing after ${url}.`);
  }
  if (links.length === 0 || links.length > limits.siteLinksMax) throw new UsageError(`Write 1 to ${limits.siteLinksMax} links; these are ${links.length}.`);
  return links;
}
