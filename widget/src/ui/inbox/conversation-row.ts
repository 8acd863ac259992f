import { html, nothing } from 'lit';
import type { Message, MessageStatus, Person, Presence, Summary } from '../../client/api.ts';
import { isMuted } from '../../client/arrangement.ts';
import { icons } from '../icons.ts';
import { localizer } from '../localize.ts';
import { localize } from '../localize-screen.ts';
import { textOf } from '../thread/thread-rows.ts';
import { listTime } from '../list-time.ts';
import { counterpart } from './counterpart.ts';
import { listIcons } from './list-icons.ts';

/** What the reader of a list knows beside its rows. */
export interface RowContext {
  readonly me: string;
  readonly isStaff: boolean;
  readonly presence: ReadonlyMap<string, Presence>;
  /** What is written and not sent, by conversation. */
  readonly drafts: ReadonlyMap<string, string>;
  /** Ids of those who type now, by conversation. */
  readonly typing: ReadonlyMap<string, readonly string[]>;
}

/** The inside of a row: face, name and time, last line, how it is arranged and the count. */
export function conversationRow(summary: Summary, context: RowContext) {
  const { name, people } = counterpart(summary, context.me, context.isStaff);
  const { lastMessage } = summary;
  return html`
    <foyer-avatar .name=${name} .online=${summary.kind !== 'group' && people.some(({ id }) => context.presence.get(id)?.online)}></foyer-avatar>
    <span class="name" dir="auto">${name}</span>
    ${lastMessage ? html`<time datetime=${new Date(lastMessage.at).toISOString()}>${listTime(lastMessage.at, Date.now())}</time>` : nothing}
    <span class="line">${line(summary, context)}</span>
    ${marks(summary, people.length === 1 && people[0]?.blocked === true)}`;
}

function marks(summary: Summary, isBlocked: boolean) {
  const { pinned, unread } = summary;
  const muted = isMuted(summary, Date.now());
  if (!isBlocked && !pinned && !muted && unread === 0) return nothing;
  return html`
    <span class="marks">
      ${isBlocked ? html`${listIcons.blocked}<span class="hidden-text">${localize('blocked')}</span>` : nothing}
      ${muted ? html`${listIcons.bellOff}<span class="hidden-text">${localize('muted')}</span>` : nothing}
      ${pinned ? html`${listIcons.pin}<span class="hidden-text">${localize('pinned')}</span>` : nothing}
      ${unread > 0 ? html`<span class="count ${muted ? 'is-muted' : ''}"><span aria-hidden="true">${localizer().badge(unread)}</span><span class="hidden-text">${localize('unreadCount', { count: unread })}</span></span>` : nothing}
    </span>`;
}

/** What matters most now: somebody types, something is not sent, or what was said last. */
function line(summary: Summary, { me, isStaff, drafts, typing }: RowContext) {
  const typist = typistOf(summary, me, typing.get(summary.id) ?? []);
  if (typist) {
    // Where it may be somebody else than the row is named after, it says who.
    const isNamed = summary.kind === 'group' || (isStaff && typist.role === 'staff');
    return html`<span class="text typing">${isNamed ? localize('typingOne', { name: typist.name }) : localize('typing')}</span>`;
  }
  const draft = drafts.get(summary.id)?.trim();
  if (draft) return html`<span class="draft">${localize('draft')}</span>${text(draft)}`;
  const { lastMessage } = summary;
  if (!lastMessage) return html`<span class="text">${localize('emptyTalk')}</span>`;
  const author = summary.people.find(({ id }) => id === lastMessage.from);
  const isOurs = lastMessage.from === me || (isStaff && summary.kind === 'support' && author?.role === 'staff');
  const shown = text(previewOf(lastMessage));
  if (!isOurs) return summary.kind === 'group' && author ? html`<span><bdi>${author.name.split(/\s/)[0]}</bdi>:</span>${shown}` : shown;
  const status = statusOf(lastMessage, summary);
  const by = lastMessage.from === me ? localize('you') : author?.name ?? '';
  return html`<span class=${status === 'read' ? 'is-read' : ''}>${status === 'sent' ? icons.tick : icons.ticks}</span><span class="hidden-text">${localize(status)}, ${by}: </span>${shown}`;
}

/** Of several a visitor before the team. */
function typistOf({ people }: Summary, me: string, typing: readonly string[]): Person | undefined {
  const typists = people.filter(({ id }) => id !== me && typing.includes(id));
  return typists.find(({ role }) => role !== 'staff') ?? typists[0];
}

const text = (shown: string) => html`<span class="text" dir="auto">${shown}</span>`;

function previewOf(message: Message): string {
  if (message.content.kind === 'none') return localize(message.deletedAt === undefined ? 'expiredMessage' : 'deletedMessage');
  return textOf(message);
}

const statusOf = ({ seq }: Message, { watermarks }: Summary): Exclude<MessageStatus, 'queued' | 'failed'> =>
  (seq <= watermarks.readSeq ? 'read' : seq <= watermarks.deliveredSeq ? 'delivered' : 'sent');
