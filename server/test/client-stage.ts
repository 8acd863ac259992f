/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createFoyerClient, type ConversationHandle, type FoyerClient, type FoyerClientOptions } from '@foyer-chat/widget/headless';
import type { Session } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { until } from './faults/until.ts';
import { staffPassword, type TestServer } from './harness.ts';

/** Clients of a server, which `stop` ends. `email`: of the first member of staff. */
export function clientStage(server: () => TestServer, email: string) {
  const clients: FoyerClient[] = [];

  const client = (options: Partial<FoyerClientOptions> = {}): FoyerClient => {
    const { url, origin } = server();
    const made = createFoyerClient({
      server: url, origin, storage: 'memory', WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, ...(options.staff ? {} : { site: 'demo' }), ...options,
    });
    clients.push(made);
    return made;
  };

  return {
    client,
    stop: async (): Promise<void> => { await Promise.all(clients.splice(0).map((each) => each.stop())); },

    /** `resets`: how often everything known was thrown away. */
    visitor: async (options: Partial<FoyerClientOptions> = {}): Promise<{ me: FoyerClient; resets: () => number }> => {
      const made = client(options);
      let count = 0;
      made.on('reset', () => { count += 1; });
      await made.start();
      await isOnline(made);
      return { me: made, resets: () => count };
    },

    staff: async (site = 'demo'): Promise<FoyerClient> => {
      const made = client({ staff: true, site });
      await made.signIn({ email, password: staffPassword });
      await isOnline(made);
      return made;
    },

    identityOf: async (sub: string, claims = {}, site = 'demo'): Promise<{ token: string }> => {
      const secret = new TextEncoder().encode((await server().store.sites.get(site))?.secret);
      return { token: await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setSubject(sub).setAudience(site).setExpirationTime('2m').sign(secret) };
    },
  };
}

export const isOnline = (each: FoyerClient) => until('a connection', 20_000, () => each.status.value.name === 'online');

export const text = (words: string) => ({ kind: 'text', text: words }) as const;

/** Own lines, then those of others after a dash. */
export const lines = ({ timeline }: ConversationHandle): string[] => timeline.value.items.map(({ message, own, status }) => `${own ? '' : '- '}${message.content.kind === 'text' ? message.content.text : message.content.kind}${status === 'queued' || status === 'failed' ? ` (${status})` : ''}`);

export const shows = (handle: ConversationHandle, ...wanted: string[]) => until(`${wanted.join()} instead of ${lines(handle).join()}`, 20_000, () => lines(handle).join() === wanted.join())
  .catch((error: unknown) => { expect(lines(handle)).toEqual(wanted); throw error; });

/** A way to the server that can be cut, and that may lose answers: to identities and links, or all that the socket says. */
export function line() {
  const sockets = new Set<WebSocket>();
  const state = { isCut: false, isDeaf: false, answersLost: 0, attempts: new Set<string>(), refreshToken: '' };
  class Line extends WebSocket {
    constructor(url: string, protocols: string[], options: object) {
      super(state.isCut ? 'ws://127.0.0.1:1' : url, protocols, options);
      sockets.add(this);
    }

    override emit(event: string | symbol, ...args: unknown[]): boolean { return event === 'message' && state.isDeaf ? false : super.emit(event, ...args); }
  }
  const ask: typeof fetch = async (input, init) => {
    if (state.isCut) throw new TypeError('network');
    const answer = await fetch(input, init);
    if (/sessions(\/refresh|\/setup)?$/.test(String(input)) && answer.ok) state.refreshToken = (await answer.clone().json() as Session).refreshToken;
    const body = JSON.parse(String(init?.body ?? '{}')) as { identity?: string; link?: string; former?: { attempt: string } };
    if ((body.identity ?? body.link) === undefined) return answer;
    state.attempts.add(body.former?.attempt ?? '');
    if (state.answersLost === 0) return answer;
    state.answersLost -= 1;
    throw new TypeError('network');
  };
  return {
    options: { fetch: ask, WebSocket: Line as unknown as typeof globalThis.WebSocket },
    loseAnswers: (count: number) => { state.answersLost = count; },
    attempts: state.attempts,
    /** Of the session that was begun or renewed last. */
    refreshToken: () => state.refreshToken,
    /** Nothing that the server says arrives. */
    deafen: () => { state.isDeaf = true; },
    cut: () => { state.isCut = true; for (const socket of sockets) socket.terminate(); },
    mend: () => { state.isCut = false; state.isDeaf = false; },
  };
}
