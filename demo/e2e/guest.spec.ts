import { expect, openChat, send, test } from './fixtures.ts';

test('the chat speaks to its own server alone, from the page to the sent message', async ({ server, visitor }) => {
  const hosts = new Set<string>();
  visitor.on('request', (request) => { hosts.add(new URL(request.url()).host); });
  visitor.on('websocket', (socket) => { hosts.add(new URL(socket.url()).host); });
  await openChat(visitor, server.url);
  await send(visitor, 'Nobody else hears of this');
  await expect(visitor.getByRole('log').getByText('Sent', { exact: true })).toBeAttached();
  // `data:` URLs have no host.
  expect([...hosts].filter((host) => host !== '')).toEqual([new URL(server.url).host]);
});

test('neither the tag nor the opened chat moves anything on the page', async ({ server, visitor }) => {
  await visitor.addInitScript(() => {
    Object.assign(window, { shifts: [] });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) (window as unknown as { shifts: number[] }).shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await openChat(visitor, server.url);
  // A shift is told by the frame after it.
  const shifts = await visitor.evaluate(() => new Promise<number[]>((resolve) => {
    requestAnimationFrame(() => { requestAnimationFrame(() => { resolve((window as unknown as { shifts: number[] }).shifts); }); });
  }));
  expect(shifts).toEqual([]);
});
