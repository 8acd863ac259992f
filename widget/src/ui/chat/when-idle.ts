/** Work for the moment when the browser has nothing else to do; soon in any case. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 4_000 });
  else setTimeout(work, 1_500);
}
