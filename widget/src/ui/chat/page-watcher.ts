import type { Page } from '../../client/api.ts';

const maxLength = { url: 2_000, title: 200, referrer: 2_000 };

/** Fragments that are no route may hold what is nobody's business: tokens of a sign-in, positions in a document. */
function addressOf(url: URL): string {
  if (!/^#!?\//.test(url.hash)) url.hash = '';
  url.username = '';
  url.password = '';
  return url.href.slice(0, maxLength.url);
}

/** Without the count that the chat may have put there. */
const titleNow = (): string => (document.head.querySelector('title[data-foyer-count]') ? document.title.replace(/^\(\d+\+?\) /, '') : document.title);

const pageNow = (): Page => ({
  url: addressOf(new URL(location.href)),
  title: titleNow().slice(0, maxLength.title),
  referrer: document.referrer.slice(0, maxLength.referrer),
});

/** Calls back with the present page now and whenever a router changes it. Returns the way to end it. */
export function watchPage(onPage: (page: Page) => void): () => void {
  const target = (globalThis as { navigation?: EventTarget }).navigation ?? globalThis;
  const events = target === globalThis ? ['popstate', 'hashchange'] : ['currententrychange'];
  let last = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const page = pageNow();
    if (page.url === last) return;
    last = page.url;
    onPage(page);
  };
  // Routers set the title after the address.
  const later = (): void => { clearTimeout(timer); timer = setTimeout(look, 100); };
  for (const event of events) target.addEventListener(event, later);
  look();
  return () => {
    clearTimeout(timer);
    for (const event of events) target.removeEventListener(event, later);
  };
}
