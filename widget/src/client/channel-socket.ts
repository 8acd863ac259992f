import { errorTable } from '../protocol/errors.ts';
import type { ChannelLink, Channels } from './channel-table.ts';

/** What a provider is told its server is; only the feed's name behind it counts. */
export const channelServer = 'foyer-channel:';

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;

const unreadable = { code: errorTable['stale-epoch'].closeCode, reason: 'stale-epoch' };

type Handler<E> = ((event: E) => void) | null;

/**
 * A class for `WebsocketProvider`'s `WebSocketPolyfill`: each instance is a channel of the shared socket. It has what y-websocket
 * 3.1 uses of a WebSocket: the constants on the instance, the four handlers as properties, never called from the constructor,
 * and the server's close codes.
 */
export function createChannelSocket(channels: Channels): typeof WebSocket {
  class ChannelSocket {
    readonly CONNECTING = states.CONNECTING;
    readonly OPEN = states.OPEN;
    readonly CLOSING = states.CLOSING;
    readonly CLOSED = states.CLOSED;
    readonly url: string;
    binaryType = 'arraybuffer';
    readyState: number = states.CONNECTING;
    onopen: Handler<object> = null;
    onmessage: Handler<{ data: Uint8Array }> = null;
    onerror: Handler<object> = null;
    onclose: Handler<{ code: number; reason: string }> = null;
    readonly #link: ChannelLink;

    constructor(url: string | URL) {
      this.url = String(url);
      this.#link = channels.open(this.url.slice(channelServer.length + 1), {
        opened: () => { this.readyState = states.OPEN; this.onopen?.({}); },
        message: (data) => { this.#receive(data); },
        closed: (code, reason) => { this.readyState = states.CLOSED; this.onclose?.({ code, reason }); },
      });
    }

    send(data: Uint8Array): void { this.#link.send(data); }

    /** A copy that what comes cannot be added to is worth as little as one of an old epoch. */
    #receive(data: Uint8Array): void {
      try {
        this.onmessage?.({ data });
      } catch {
        this.close();
        this.onclose?.(unreadable);
      }
    }

    /** Local closes end the channel at once and are not reported back: the provider has let go of the handlers already. */
    close(): void {
      this.readyState = states.CLOSED;
      this.#link.close();
    }
  }
  return ChannelSocket as unknown as typeof WebSocket;
}
