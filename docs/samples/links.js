// Links to pages of one's own site are followed by the page's router, without leaving the page.
document.addEventListener('foyer-link', (event) => {
  const { href } = event.detail;
  if (!href.startsWith(location.origin)) return;
  event.preventDefault();
  history.pushState(null, '', href);
  dispatchEvent(new PopStateEvent('popstate'));
});
