import type { IncomingMessage } from 'node:http';

/** The address of the client as the nearest `trustProxy` proxies tell it; the same rule as Express's hop count. */
export function clientAddress(request: IncomingMessage, trustProxy: number): string {
  const direct = request.socket.remoteAddress ?? '';
  if (trustProxy === 0) return direct;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim()).filter(Boolean);
  return forwarded.at(-Math.min(trustProxy, forwarded.length)) ?? direct;
}
