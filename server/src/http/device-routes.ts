import { idSchema, linkRequestSchema } from '@foyer-chat/widget/protocol';
import type { DeviceLinks } from '../services/device-links.ts';
import type { Devices } from '../services/devices.ts';
import type { RateGate } from '../services/ports.ts';
import { created, done, ok, parse, type Route } from './route.ts';

/** One's devices, and the links that bring another one to them. What a link is made of is in a body and never in a path: paths are what proxies write down. */
export function deviceRoutes({ devices, links, rates }: { devices: Devices; links: DeviceLinks; rates: RateGate }): Route[] {
  return [
    { method: 'get', path: '/me/devices', who: 'session', handle: async ({ session }) => ok({ devices: await devices.list(session) }) },
    {
      method: 'delete', path: '/me/devices', who: 'session', handle: async ({ session }) => {
        rates.take('change', session.deviceId);
        await devices.signOutOthers(session);
        return done;
      },
    },
    {
      method: 'delete', path: '/me/devices/:device', who: 'session', handle: async ({ session, params }) => {
        rates.take('change', session.deviceId);
        await devices.signOut(session, parse(idSchema, params.device));
        return done;
      },
    },
    {
      method: 'post', path: '/me/link', who: 'session', handle: async ({ session }) => {
        rates.take('change', session.deviceId);
        return created(await links.make(session));
      },
    },
    {
      method: 'delete', path: '/me/link', who: 'session', handle: async ({ session }) => {
        rates.take('change', session.deviceId);
        await links.end(session);
        return done;
      },
    },
    {
      method: 'post', path: '/links/look', who: 'session', handle: async ({ session, network, body }) => {
        rates.take('link', network);
        return ok(await links.look(session, parse(linkRequestSchema, body)));
      },
    },
  ];
}
