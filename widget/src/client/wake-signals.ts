/** Calls back when the platform says that the link may have changed or the page is looked at again. Nothing in Node. */
export function onWake(callback: () => void): () => void {
  const page = globalThis.document as Document | undefined;
  const target = globalThis as Partial<Pick<Window, 'addEventListener' | 'removeEventListener'>>;
  const onVisibility = (): void => { if (page?.visibilityState === 'visible') callback(); };
  target.addEventListener?.('online', callback);
  target.addEventListener?.('pageshow', callback);
  page?.addEventListener('visibilitychange', onVisibility);
  return () => {
    target.removeEventListener?.('online', callback);
    target.removeEventListener?.('pageshow', callback);
    page?.removeEventListener('visibilitychange', onVisibility);
  };
}
