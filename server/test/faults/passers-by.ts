import { conversationFeed, deskFeed, inboxFeed, responses, type Snapshot } from '@foyer-chat/widget/protocol';
import * as v from 'valibot';
import { Line } from './line.ts';
import type { Random } from './random.ts';
import { Visitor, type Address } from './visitor.ts';

const inboxChannel = 1;
const conversationChannel = 2;

/** Visitors who each come once, from one of many addresses, open feeds, write and type, a quarter of them do everything there is, and leave. Whatever is refused is thrown. */
export class PassersBy {
  readonly #address: Address;
  readonly #random: Random;
  readonly #addressCount: number;
  /** Somebody who was here a moment ago, to talk with. */
  #former: Visitor | undefined;
  #count = 0;

  constructor({ address, random, addressCount }: { address: Address; random: Random; addressCount: number }) {
    this.#address = address;
    this.#random = random;
    this.#addressCount = addressCount;
  }

  /** From coming to leaving. Resolves to the conversation where staff may look into it afterwards. */
  async visit(): Promise<string | undefined> {
    const random = this.#random;
    const address = this.#nextAddress();
    const visitor = await Visitor.arrive(address);
    const { id: conversation, kind } = await this.#open(visitor);
    const line = await Line.open(address, visitor);
    await line.watch(inboxChannel, inboxFeed);
    await line.watch(conversationChannel, conversationFeed(conversation));
    line.type(conversationChannel);
    await line.command('message.send', { conversation, clientId: 'first', content: { kind: 'text', text: `here I am, ${this.#count}` } });
    if (random.chance(0.25)) await this.#doEverything(visitor, line, conversation);
    if (random.chance(0.5)) line.stopTyping(conversationChannel);
    if (random.chance(0.5)) await line.leave(conversationChannel);
    if (random.chance(0.2)) await visitor.refresh();
    const isErased = random.chance(0.1);
    if (isErased) await visitor.request('DELETE', '/me');
    else if (random.chance(0.1)) await visitor.request('DELETE', '/sessions/current');
    else this.#former = visitor;
    if (random.chance(0.5)) line.close();
    else line.cut();
    return kind === 'support' && !isErased ? conversation : undefined;
  }

  /** A member of staff looks in, takes up what these conversations hold, and leaves too. */
  async lookIn(staff: Visitor, conversations: readonly string[]): Promise<void> {
    const line = await Line.open(this.#address, staff);
    await line.watch(1, deskFeed);
    await staff.request('GET', '/desk');
    await staff.request('GET', '/search?q=here');
    for (const conversation of conversations) {
      await line.watch(2, conversationFeed(conversation));
      await line.command('conversation.assign', { conversation, assignee: staff.user });
      await line.command('conversation.setState', { conversation, state: 'resolved' });
      await staff.request('POST', `/conversations/${conversation}/notes`, { clientId: `note-${conversation}`, text: 'was here' });
      await line.leave(2);
    }
    line.close();
  }

  async #doEverything(visitor: Visitor, line: Line, conversation: string): Promise<void> {
    await line.command('reaction.set', { conversation, seq: 1, emoji: '👍', on: true });
    await line.command('receipt.delivered', { conversation, seq: 1 });
    await line.command('receipt.read', { conversation, seq: 1 });
    await line.command('conversation.arrange', { conversation, pinned: true, mutedUntil: 1 });
    await visitor.request('PUT', '/me/context', { context: { visit: this.#count }, page: { url: `https://shop.example/${this.#count}` }, language: 'en' });
    await visitor.request('GET', '/inbox');
    await visitor.request('GET', '/inbox/search?q=here');
  }

  async #open(visitor: Visitor): Promise<Snapshot> {
    const former = this.#former?.user;
    const dice = this.#random.next();
    const body = former === undefined || dice < 0.5 ? { kind: 'support' }
      : dice < 0.8 ? { kind: 'direct', with: former } : { kind: 'group', title: 'Plans', members: [former] };
    return v.parse(responses.snapshot, await visitor.request('POST', '/conversations', body));
  }

  #nextAddress(): Address {
    this.#count += 1;
    const place = this.#count % this.#addressCount;
    const { httpUrl, origin } = this.#address;
    return { httpUrl, origin, forwardedFor: `203.0.${Math.floor(place / 256)}.${place % 256}` };
  }
}
