import { expect, test } from 'vitest';
import { FoyerError, type ErrorCode } from '../protocol/errors.ts';
import { whoRefused } from '../protocol/groups.ts';
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

test('roles, removal, leaving, names and permissions are commands about the one group', async () => {
  const { groups, asked } = stage();
  await groups.setRole('conversation-1', 'user-0002', 'admin');
  await groups.remove('conversation-1', 'user-0002');
  await groups.leave('conversation-1');
  await groups.rename('conversation-1', 'Plans');
  await groups.setPermissions('conversation-1', { send: 'admins' });
  const member = (user: string, role: string | null) => ['member.set', { conversation: 'conversation-1', user, role }];
  expect(asked).toEqual([member('user-0002', 'admin'), member('user-0002', null), member('user-0001', null), ['conversation.rename', { conversation: 'conversation-1', title: 'Plans' }],
    ['conversation.setPermissions', { conversation: 'conversation-1', send: 'admins' }]]);
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

test('who does not let themselves be added is told by an error that says so, in its shape, and by no other', () => {
  const of = (code: ErrorCode, details?: unknown) => whoRefused(new FoyerError(code, { details }));
  expect(of('out-of-reach', { users: ['user-0002', 'user-0003'] })).toEqual(['user-0002', 'user-0003']);
  for (const none of [of('forbidden', { users: ['user-0002'] }), of('out-of-reach'), of('out-of-reach', { users: 'user-0002' }), whoRefused(new Error('out-of-reach'))]) expect(none).toEqual([]);
});
