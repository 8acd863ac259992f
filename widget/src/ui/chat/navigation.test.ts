import { beforeEach, expect, test, vi } from 'vitest';
import type { ConversationHandle, ConversationTarget, FoyerClient } from '../../client/api.ts';
import { FoyerError } from '../../protocol/errors.ts';
import { Navigation } from './navigation.ts';

beforeEach(() => {
  vi.stubGlobal('HTMLElement', Object);
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('location', { hash: '' });
});

function stage({ kinds = [], startAt = 'auto', mustAsk = false }: { kinds?: string[]; startAt?: 'auto' | 'home' | 'chat'; mustAsk?: boolean } = {}) {
  const opened: ConversationTarget[] = [];
  const faults: string[] = [];
  const closed: string[] = [];
  const state = { fault: undefined as FoyerError | undefined };
  const client = {
    inbox: { value: { conversations: kinds.map((kind) => ({ kind, lastMessage: {} })) } },
    openConversation: async (target: ConversationTarget) => {
      opened.push(target);
      if (state.fault) throw state.fault;
      const id = 'id' in target ? target.id : 'support';
      return { id, close: () => { closed.push(id); } } as unknown as ConversationHandle;
    },
  } as unknown as FoyerClient;
  const navigation = new Navigation({
    start: async () => client, startAt: () => startAt, mustAsk: async () => mustAsk, onChange: () => undefined, onFault: (code) => { faults.push(code); },
  });
  return { navigation, opened, faults, closed, state, names: () => navigation.layers.map(({ name }) => name) };
}

test('a visitor begins in the team’s chat; at home where there are others, or where the site says so', async () => {
  const alone = stage({ kinds: ['support'] });
  await alone.navigation.begin();
  expect([alone.names(), alone.opened]).toEqual([['thread'], [{ support: true }]]);
  for (const options of [{ kinds: ['support', 'direct'] }, { startAt: 'home' as const }]) {
    const other = stage(options);
    await other.navigation.begin();
    expect([other.names(), other.opened]).toEqual([['home'], []]);
  }
  const told = stage({ kinds: ['direct'], startAt: 'chat' });
  await told.navigation.begin();
  expect(told.names()).toEqual(['thread']);
});

test('by a page that invites to a group one begins at that question, with home below it, and opens nothing; not where a conversation is asked for', async () => {
  vi.stubGlobal('location', { hash: `#foyer-join=${'x'.repeat(44)}` });
  const { navigation, names, opened } = stage();
  await navigation.begin();
  expect([names(), opened]).toEqual([['home', 'join'], []]);
  expect(navigation.back()).not.toBe(false);
  expect(names()).toEqual(['home']);
  await navigation.begin({ id: 'a' });
  expect([names(), opened]).toEqual([['thread'], [{ id: 'a' }]]);
});

test('a conversation that is asked for before it is clear where one begins stays on top of that', async () => {
  const { navigation, names } = stage({ startAt: 'home' });
  await Promise.all([navigation.begin(), navigation.visit({ id: 'a' })]);
  expect([names(), navigation.conversation?.id]).toEqual([['home', 'thread'], 'a']);
});

test('layers are taken away one at a time, and the last one stays', async () => {
  const { navigation, names, closed } = stage({ startAt: 'home' });
  await navigation.begin();
  await navigation.visit({ id: 'a' });
  navigation.details();
  expect(names()).toEqual(['home', 'thread', 'info']);
  expect(navigation.back()).not.toBe(false);
  expect(navigation.back()).not.toBe(false);
  expect(navigation.back()).toBe(false);
  expect([names(), closed]).toEqual([['home'], ['a']]);
});

test('a conversation that arrives after the panel was closed is closed too', async () => {
  const { navigation, closed, names } = stage();
  const begun = navigation.begin();
  navigation.leave();
  await begun;
  expect([names(), closed]).toEqual([[], ['support']]);
});

test('what cannot be opened says why, and another try starts clean', async () => {
  const { navigation, state, faults } = stage();
  state.fault = new FoyerError('offline');
  await navigation.begin();
  expect(navigation.top).toMatchObject({ name: 'thread', fault: 'offline' });
  expect(faults).toEqual(['offline']);
  state.fault = undefined;
  await navigation.retry();
  expect(navigation.conversation?.id).toBe('support');
  await navigation.retry();
  expect(navigation.top).not.toHaveProperty('fault');
});

test('a client that was stopped opens its threads anew; what lay on them goes', async () => {
  const { navigation, names, opened } = stage({ startAt: 'home' });
  await navigation.begin();
  await navigation.visit({ support: true });
  navigation.details();
  await navigation.reopen();
  expect(names()).toEqual(['home', 'thread']);
  expect(opened).toEqual([{ support: true }, { id: 'support' }]);
});

test('somebody else sees nothing of what was open, and a way in that is under way goes on', async () => {
  const { navigation, names, closed } = stage();
  const begun = navigation.begin();
  navigation.forget();
  await begun;
  expect(names()).toEqual(['thread']);
  navigation.forget();
  expect([names(), closed]).toEqual([['home'], ['support']]);
});

test('questions before a first message lie on the thread', async () => {
  const { navigation, names } = stage({ mustAsk: true });
  await navigation.begin();
  expect(names()).toEqual(['thread', 'ask']);
});
