import { responses, type Message, type Snapshot } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';

/** Where a server is reached, and the origin its pages have. */
export interface Address {
  httpUrl: string;
  origin: string;
  /** What a proxy in front would say of where the client is. */
  forwardedFor?: string;
}

export const headersOf = ({ origin, forwardedFor }: Address): Record<string, string> => ({ origin, ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }) });

const staffEmail = 'staff@example.org';
const staffPassword = 'a long enough password';

/** A session over plain HTTP, of a visitor unless told otherwise, which renews its access token when the server asks for it. */
export class Visitor {
  readonly user: string;
  readonly #address: Address;
  #accessToken: string;
  #refreshToken: string;

  private constructor(address: Address, session: v.InferOutput<typeof responses.session>) {
    this.#address = address;
    this.user = session.user.id;
    this.#accessToken = session.accessToken;
    this.#refreshToken = session.refreshToken;
  }

  /** `identity`: the token by which the site vouches for its customer. */
  static async arrive(address: Address, as: { identity?: string } = {}): Promise<Visitor> {
    const body = await fetchJson(address, 'POST', '/sessions', { site: 'demo', ...as });
    return new Visitor(address, v.parse(responses.session, body));
  }

  /** The first member of staff; the secret is the one that the server has said at its start. */
  static async setUpStaff(address: Address, secret: string): Promise<Visitor> {
    const body = await fetchJson(address, 'POST', '/staff/setup', { secret, email: staffEmail, name: 'Sam Staff', password: staffPassword });
    return new Visitor(address, v.parse(responses.session, body));
  }

  /** The same, on another device. */
  static async signInStaff(address: Address): Promise<Visitor> {
    const body = await fetchJson(address, 'POST', '/staff/sessions', { email: staffEmail, password: staffPassword });
    return new Visitor(address, v.parse(responses.session, body));
  }

  get accessToken(): string { return this.#accessToken; }

  async refresh(): Promise<void> {
    // The same attempt id until it succeeds: the answer may be lost with the server that gave it.
    const body = await fetchJson(this.#address, 'POST', '/sessions/refresh', { refreshToken: this.#refreshToken, attempt: this.#refreshToken.slice(0, 16).replaceAll(/[^A-Za-z0-9_-]/g, '-') });
    const session = v.parse(responses.session, body);
    this.#accessToken = session.accessToken;
    this.#refreshToken = session.refreshToken;
  }

  async openDirect(other: Visitor): Promise<Snapshot> {
    return v.parse(responses.snapshot, await this.request('POST', '/conversations', { kind: 'direct', with: other.user }));
  }

  async openSupport(): Promise<Snapshot> {
    return v.parse(responses.snapshot, await this.request('POST', '/conversations', { kind: 'support' }));
  }

  /** Every message of a conversation, from the first, as this visitor may read it. */
  async history(conversation: string): Promise<Message[]> {
    const all: Message[] = [];
    for (;;) {
      const after = all.at(-1)?.seq ?? 0;
      const { messages } = v.parse(responses.messages, await this.request('GET', `/conversations/${conversation}/messages?after=${after}&limit=100`));
      if (messages.length === 0) return all;
      all.push(...messages);
    }
  }

  async request(method: string, path: string, body?: unknown): Promise<unknown> {
    try {
      return await fetchJson(this.#address, method, path, body, this.#accessToken);
    } catch (error) {
      if (!(error instanceof RefusedRequest) || error.status !== 401) throw error;
      await this.refresh();
      return fetchJson(this.#address, method, path, body, this.#accessToken);
    }
  }
}

/** An answer outside 2xx. */
export class RefusedRequest extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(what: string, status: number, body: unknown) {
    super(`${what}: ${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
  }
}

async function fetchJson(address: Address, method: string, path: string, body?: unknown, token?: string): Promise<unknown> {
  const response = await fetch(`${address.httpUrl}/api/v1${path}`, {
    method,
    headers: {
      ...headersOf(address),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw new RefusedRequest(`${method} ${path}`, response.status, answer);
  return answer;
}
