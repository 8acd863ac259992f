import type { BrowserContext } from '@playwright/test';

/** The way to the server's interfaces, which can be cut; the page itself still loads. */
export async function link(context: BrowserContext): Promise<{ cut: () => void; mend: () => void }> {
  let isCut = false;
  const closes: (() => void)[] = [];
  await context.route('**/api/**', (route) => (isCut ? route.abort() : route.continue()));
  await context.routeWebSocket('**/sync**', (socket) => {
    if (isCut) { void socket.close({ code: 1013 }); return; }
    socket.connectToServer();
    closes.push(() => { void socket.close({ code: 1013 }); });
  });
  return {
    cut: () => { isCut = true; for (const close of closes.splice(0)) close(); },
    mend: () => { isCut = false; },
  };
}
