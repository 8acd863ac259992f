import { deviceResponses, type Device, type DeviceLink, type LinkOffer } from '../protocol/devices.ts';
import type { DeviceTools } from './api.ts';
import type { ReplicaParts } from './replica.ts';
import type { SessionKeeper } from './session.ts';

interface DeviceToolsParts { request: ReplicaParts['request']; session: Pick<SessionKeeper, 'goOn'> }

/** The devices of this user. Nothing of it waits for a connection: whoever signs a device out wants to know that it is out. */
export class ClientDeviceTools implements DeviceTools {
  readonly #parts: DeviceToolsParts;

  constructor(parts: DeviceToolsParts) { this.#parts = parts; }

  async list(): Promise<readonly Device[]> { return (await this.#parts.request({ method: 'GET', path: '/me/devices', schema: deviceResponses.devices })).devices; }
  async signOut(device: string): Promise<void> { await this.#parts.request({ method: 'DELETE', path: `/me/devices/${encodeURIComponent(device)}`, schema: undefined }); }
  async signOutOthers(): Promise<void> { await this.#parts.request({ method: 'DELETE', path: '/me/devices', schema: undefined }); }
  newLink(): Promise<DeviceLink> { return this.#parts.request({ method: 'POST', path: '/me/link', schema: deviceResponses.link }); }
  async endLink(): Promise<void> { await this.#parts.request({ method: 'DELETE', path: '/me/link', schema: undefined }); }
  lookAt(link: { token: string } | { code: string }): Promise<LinkOffer> { return this.#parts.request({ method: 'POST', path: '/links/look', schema: deviceResponses.linkOffer, body: link }); }
  async goOn(token: string): Promise<void> { await this.#parts.session.goOn({ subject: undefined, body: { link: token } }); }
}
