import { defaultPermissions, FoyerError, type Permissions } from '@foyer-chat/widget/protocol';
import type { LiveConversation } from './live-conversations.ts';
import type { Session } from './ports.ts';

/**
 * How a session stands to a conversation. `team`: staff of the site, in each of its support conversations. An `outsider` never
 * learns whether the conversation exists.
 */
type Standing = 'member' | 'team' | 'outsider';

type Verdict = 'yes' | 'own' | 'no' | 'grouped' | 'admins' | 'owner';

/**
 * Who may do what in a conversation. `own`: with messages they wrote. `grouped`, `admins`, `owner`: in a group, every member, its owner and admins, its
 * owner alone; elsewhere nobody. For outsiders everything is `not-found`. `blocked`: whether a member
 * still may whom staff have blocked; `no` is the error `blocked`. `apart`: whether it may be done in a direct conversation one of whose people
 * has blocked the other; `no` is `forbidden`, to both. `rule`: which of a group's own permissions may keep it to its owner and admins.
 */
export const permissionTable = {
  'read':            { member: 'yes',      team: 'yes', blocked: 'yes', apart: 'yes', rule: 'none' },
  'send':            { member: 'yes',      team: 'yes', blocked: 'no', apart: 'no', rule: 'send' },
  'edit':            { member: 'own',      team: 'own', blocked: 'no', apart: 'no', rule: 'send' },
  'delete':          { member: 'own',      team: 'yes', blocked: 'yes', apart: 'yes', rule: 'none' },
  'react':           { member: 'yes',      team: 'yes', blocked: 'no', apart: 'no', rule: 'none' },
  'receipt':         { member: 'yes',      team: 'yes', blocked: 'yes', apart: 'yes', rule: 'none' },
  'arrange':         { member: 'yes',      team: 'no',  blocked: 'yes', apart: 'yes', rule: 'none' },
  'star':            { member: 'yes',      team: 'no',  blocked: 'yes', apart: 'yes', rule: 'none' },
  'events':          { member: 'grouped',  team: 'yes', blocked: 'yes', apart: 'yes', rule: 'none' },
  'set-state':       { member: 'no',       team: 'yes', blocked: 'no', apart: 'no', rule: 'none' },
  'assign':          { member: 'no',       team: 'yes', blocked: 'no', apart: 'no', rule: 'none' },
  'snooze':          { member: 'no',       team: 'yes', blocked: 'no', apart: 'no', rule: 'none' },
  'note':            { member: 'no',       team: 'yes', blocked: 'no', apart: 'no', rule: 'none' },
  'leave':           { member: 'grouped',  team: 'no',  blocked: 'yes', apart: 'no', rule: 'none' },
  'add':             { member: 'grouped',  team: 'no',  blocked: 'no', apart: 'no', rule: 'add' },
  'remove':          { member: 'admins',   team: 'no',  blocked: 'no', apart: 'no', rule: 'none' },
  'set-role':        { member: 'owner',    team: 'no',  blocked: 'no', apart: 'no', rule: 'none' },
  'rename':          { member: 'grouped',  team: 'no',  blocked: 'no', apart: 'no', rule: 'rename' },
  'invite':          { member: 'grouped',  team: 'no',  blocked: 'no', apart: 'no', rule: 'add' },
  'set-permissions': { member: 'admins',   team: 'no',  blocked: 'no', apart: 'no', rule: 'none' },
} as const satisfies Record<string, Record<Exclude<Standing, 'outsider'>, Verdict> & { blocked: 'yes' | 'no'; apart: 'yes' | 'no'; rule: keyof Permissions | 'none' }>;
export type Action = keyof typeof permissionTable;

function standingOf(session: Session, live: LiveConversation): Standing {
  if (live.siteId !== session.siteId) return 'outsider';
  if (live.kind === 'support' && session.kind === 'staff') return 'team';
  return live.members.has(session.userId) ? 'member' : 'outsider';
}

/**
 * Lets the session act, or throws: `not-found` for outsiders and where there is no such conversation, `forbidden` for what people
 * of the conversation may not do, `blocked` for what one may not who is blocked. For an action on `own` messages, `author` is who wrote the message.
 */
export function authorise(session: Session, live: LiveConversation | undefined, action: Action, author?: string): asserts live is LiveConversation {
  if (!live) throw new FoyerError('not-found');
  const standing = standingOf(session, live);
  if (standing === 'outsider') throw new FoyerError('not-found');
  const verdict: Verdict = permissionTable[action][standing];
  if (verdict === 'no' || (verdict === 'own' && author !== undefined && author !== session.user)) throw new FoyerError('forbidden');
  if ((verdict === 'grouped' || verdict === 'admins' || verdict === 'owner') && !(live.kind === 'group' && hasRole(live, session.userId, verdict))) throw new FoyerError('forbidden');
  const { blocked, apart, rule } = permissionTable[action];
  if (rule !== 'none' && isRuledOut(live, rule, session.userId)) throw new FoyerError('forbidden');
  if (blocked === 'no') refuseBlocked(session);
  if (apart === 'no' && live.blockers.length > 0) throw new FoyerError('forbidden');
}

const rolesOf = { grouped: ['owner', 'admin', 'member'], admins: ['owner', 'admin'], owner: ['owner'] } as const;

/** Whether a group leaves this to its owner and admins, of whom the user is none. */
export const isRuledOut = (live: LiveConversation, rule: keyof Permissions, userId: number): boolean =>
  live.kind === 'group' && (live.permissions ?? defaultPermissions)[rule] === 'admins' && !hasRole(live, userId, 'admins');

function hasRole(live: LiveConversation, userId: number, wanted: keyof typeof rolesOf): boolean {
  const role = live.members.get(userId)?.role;
  return rolesOf[wanted].some((one) => one === role);
}

/** `FoyerError('blocked')` for a user whom staff have blocked. */
export function refuseBlocked({ isBlocked }: Pick<Session, 'isBlocked'>): void {
  if (isBlocked) throw new FoyerError('blocked');
}

/** The member whose watermarks move with what the session does: itself, or in support the team for its staff. */
export function actingMember(session: Session, live: LiveConversation) {
  const member = session.kind === 'staff' && live.team ? live.team : live.members.get(session.userId);
  if (!member) throw new FoyerError('not-found');
  return member;
}
