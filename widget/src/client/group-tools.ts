import type { CommandArgs, CommandResult } from '../protocol/commands.ts';
import { FoyerError } from '../protocol/errors.ts';
import { groupResponses, type Invitation, type Invite } from '../protocol/groups.ts';
import type { GroupRole, PermissionsChange } from '../protocol/records.ts';
import { responses } from '../protocol/rest.ts';
import type { GroupTools } from './api.ts';
import type { ReplicaParts } from './replica.ts';

type GroupCommand = 'member.set' | 'conversation.rename' | 'conversation.setPermissions';

export interface GroupToolsParts {
  request: ReplicaParts['request'];
  command: <N extends GroupCommand>(name: N, args: CommandArgs<N>) => Promise<CommandResult<N>>;
  me: () => string | undefined;
}

/** What one does with groups. Nothing of it waits for a connection: whoever runs a group wants to know that it was done. */
export class ClientGroupTools implements GroupTools {
  readonly #parts: GroupToolsParts;

  constructor(parts: GroupToolsParts) { this.#parts = parts; }

  async create(title: string, members: readonly string[]): Promise<string> {
    return (await this.#parts.request({ method: 'POST', path: '/conversations', schema: responses.snapshot, body: { kind: 'group', title, members } })).id;
  }

  async rename(conversation: string, title: string): Promise<void> { await this.#parts.command('conversation.rename', { conversation, title }); }
  async setPermissions(conversation: string, change: PermissionsChange): Promise<void> { await this.#parts.command('conversation.setPermissions', { conversation, ...change }); }
  async setRole(conversation: string, user: string, role: GroupRole): Promise<void> { await this.#parts.command('member.set', { conversation, user, role }); }
  async remove(conversation: string, user: string): Promise<void> { await this.#parts.command('member.set', { conversation, user, role: null }); }

  async leave(conversation: string): Promise<void> {
    try {
      await this.remove(conversation, this.#parts.me() ?? '');
    } catch (error) {
      // An answer that was lost, or another device: to who has left there is no such group.
      if (!(error instanceof FoyerError) || error.code !== 'not-found') throw error;
    }
  }

  async invite(conversation: string): Promise<Invite | undefined> {
    const { invite } = await this.#parts.request({ method: 'GET', path: inviteOf(conversation), schema: groupResponses.currentInvite });
    return invite ?? undefined;
  }

  newInvite(conversation: string): Promise<Invite> { return this.#parts.request({ method: 'POST', path: inviteOf(conversation), schema: groupResponses.invite }); }
  async endInvite(conversation: string): Promise<void> { await this.#parts.request({ method: 'DELETE', path: inviteOf(conversation), schema: undefined }); }
  lookAt(token: string): Promise<Invitation> { return this.#parts.request({ method: 'POST', path: '/invites/look', schema: groupResponses.invitation, body: { token } }); }
  async join(token: string): Promise<string> { return (await this.#parts.request({ method: 'POST', path: '/invites/accept', schema: responses.snapshot, body: { token } })).id; }
}

const inviteOf = (conversation: string): string => `/conversations/${conversation}/invite`;
