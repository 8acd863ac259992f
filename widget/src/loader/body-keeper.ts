/**
 * Takes an element along when a router puts another body in the place of the page's (Turbo, Astro): it moves, and runs on. Removed
 * by itself it stays removed. A copy of it that came with a body from the router's cache goes.
 */
export function keepInBody(element: HTMLElement): void {
  const kept = new WeakRef(element);
  const observer = new MutationObserver((records) => {
    const mine = kept.deref();
    if (!mine) { observer.disconnect(); return; }
    if (mine.isConnected || !records.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(mine)))) return;
    const site = mine.getAttribute('site');
    for (const copy of document.body.querySelectorAll(mine.localName)) if (site !== null && copy.getAttribute('site') === site) copy.remove();
    document.body.append(mine);
  });
  observer.observe(document.documentElement, { childList: true });
}
