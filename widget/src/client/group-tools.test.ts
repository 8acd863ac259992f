import { expect, test } from 'vitest';
import { FoyerError } from '../protocol/errors.ts';
import { ClientGroupTools } from './group-tools.ts';

/** A server that answers as it is told, and what it was asked. */
function stage(answers: { command?: () => Promise<object>; request?: () => Promise<unknown> } = {}) {
  const asked: unknown[] = [];
  const groups = new ClientGroupTools({
    me: () => 'user-0001',
    command: async (name, args) => { asked.push([name, args]); return await answers.command?.() ?? {}; },
    request: (async ({ method, path, body }: { method: string; path: string; body?: unknown }) => { asked.push([method, path, body]); return answers.request?.(); }) as never,
  });
  return { groups, asked };
}

test('roles, removal, leaving and names are commands about the one group', async () => {
  const { groups, asked } = stage();
  await groups.setRole('conversation-1', 'user-0002', 'admin');
  await groups.remove('conversation-1', 'user-0002');
  await groups.leave('conversation-1');
  await groups.rename('conversation-1', 'Plans');
  const member = (user: string, role: string | null) => ['member.set', { conversation: 'conversation-1', user, role }];
  expect(asked).toEqual([member('user-0002', 'admin'), member('user-0002', null), member('user-0001', null), ['conversation.rename', { conversation: 'conversation-1', title: 'Plans' }]]);
});

test('who has left already has left; any other reason is told', async () => {
  const refusing = (code: 'not-found' | 'offline') => stage({ command: async () => { throw new FoyerError(code); } }).groups;
  await expect(refusing('not-found').leave('conversation-1')).resolves.toBeUndefined();
  await expect(refusing('offline').leave('conversation-1')).rejects.toMatchObject({ code: 'offline' });
  await expect(refusing('not-found').remove('conversation-1', 'user-0002')).rejects.toMatchObject({ code: 'not-found' });
});

test('a token is sent in a body, never in a path', async () => {
  const token = 'x'.repeat(44);
  const { groups, asked } = stage({ request: async () => ({ id: 'conversation-1', title: 'Plans', members: 2 }) });
  expect([await groups.lookAt(token), await groups.join(token)]).toMatchObject([{ title: 'Plans', members: 2 }, 'conversation-1']);
  expect(asked).toEqual([['POST', '/invites/look', { token }], ['POST', '/invites/accept', { token }]]);
});

test('where there is no link there is none', async () => {
  expect(await stage({ request: async () => ({ invite: null }) }).groups.invite('conversation-1')).toBeUndefined();
});
