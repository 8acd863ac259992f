import { randomUUID } from 'node:crypto';
import type { Responses } from '@foyer-chat/widget/headless';

/** Somebody of the demo shop, who writes over HTTP as any program can. */
export class Person {
  readonly id: string;
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, { user, accessToken }: { user: { id: string }; accessToken: string }) {
    this.#url = url;
    this.id = user.id;
    this.#token = accessToken;
  }

  /** Whoever has this session. */
  static of(url: string, session: { user: { id: string }; accessToken: string }): Person { return new Person(url, session); }

  static async visitor(url: string, name: string): Promise<Person> {
    return new Person(url, await post(url, '/sessions', { site: 'demo', profile: { name } }) as Responses['session']);
  }

  static async staff(url: string, email: string, password: string): Promise<Person> {
    return new Person(url, await post(url, '/staff/sessions', { email, password }) as Responses['session']);
  }

  /** The first member of the team, by the link of the first start. */
  static async firstStaff(url: string, setupUrl: string, { name, email, password }: { name: string; email: string; password: string }): Promise<Person> {
    const secret = /#setup=(.+)$/.exec(setupUrl)?.[1] ?? '';
    return new Person(url, await post(url, '/staff/setup', { secret, name, email, password }) as Responses['session']);
  }

  /** Id of the conversation, a new one or the one that there is. */
  async open(conversation: { kind: 'support'; visitor?: string } | { kind: 'direct'; with: string } | { kind: 'group'; title: string; members: string[] }): Promise<string> {
    const { id } = await post(this.#url, '/conversations', conversation, this.#token) as Responses['snapshot'];
    return id;
  }

  async say(conversation: string, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await post(this.#url, `/conversations/${conversation}/messages`, { clientId: randomUUID(), content: { kind: 'text', text } }, this.#token);
    }
  }

  /** A new link into a group. */
  async invite(group: string): Promise<{ token: string }> { return await post(this.#url, `/conversations/${group}/invite`, {}, this.#token) as { token: string }; }

  async setRole(group: string, user: string, role: 'admin' | 'member'): Promise<void> { await ask('PUT', this.#url, `/conversations/${group}/members/${user}`, { role }, this.#token); }

  /** Who may begin to write to this person, and add them to groups. */
  async choose(privacy: { writers?: 'everyone' | 'known'; adders?: 'everyone' | 'known' | 'nobody' }): Promise<void> { await ask('PATCH', this.#url, '/me', { privacy }, this.#token); }

  /** What the members of a group may do. */
  async permit(group: string, permissions: { send?: 'all' | 'admins'; add?: 'all' | 'admins'; rename?: 'all' | 'admins' }): Promise<void> { await ask('PUT', this.#url, `/conversations/${group}/permissions`, permissions, this.#token); }

  /** A link that brings another device to a visitor. */
  async link(): Promise<{ token: string }> { return await post(this.#url, '/me/link', {}, this.#token) as { token: string }; }

  async act(conversation: string, path: string, body: object): Promise<void> { await post(this.#url, `/conversations/${conversation}/${path}`, body, this.#token); }

  /** Takes a message back. */
  async remove(conversation: string, seq: number): Promise<void> { await ask('DELETE', this.#url, `/conversations/${conversation}/messages/${seq}`, undefined, this.#token); }

  /** Of the team alone: somebody can write no more. */
  async block(user: string): Promise<void> { await ask('PUT', this.#url, `/desk/visitors/${user}/block`, { blocked: true }, this.#token); }
}

const post = (url: string, path: string, body: object, token?: string): Promise<unknown> => ask('POST', url, path, body, token);

async function ask(method: string, url: string, path: string, body: object | undefined, token?: string): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), origin: url, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
