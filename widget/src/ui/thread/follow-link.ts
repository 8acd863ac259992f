/** For a click on a link: the page may take it over, since `foyer-link` is cancelable. */
export function followLink(event: Event): void {
  const link = event.currentTarget as HTMLAnchorElement;
  if (!link.dispatchEvent(new CustomEvent('foyer-link', { detail: { href: link.href }, bubbles: true, composed: true, cancelable: true }))) event.preventDefault();
}
