import { html, nothing } from 'lit';
import type { Message, MessageStatus, Presence, Summary } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { localizer } from '../localize.ts';
import { localize } from '../localize-screen.ts';
import { textOf } from '../thread/thread-rows.ts';
import { listTime } from '../times.ts';
import { counterpart } from './counterpart.ts';

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

/** The inside of a row: face, name and time, last line and count. */
export function conversationRow(summary: Summary, context: RowContext) {
  const { name, people } = counterpart(summary, context.me, context.isStaff);
  const { lastMessage, unread } = summary;
  return html`
    <foyer-avatar .name=${name} .online=${summary.kind !== 'group' && people.some(({ id }) => context.presence.get(id)?.online)}></foyer-avatar>
    <span class="name" dir="auto">${name}</span>
    ${lastMessage ? html`<time datetime=${new Date(lastMessage.at).toISOString()}>${listTime(lastMessage.at, Date.now())}</time>` : nothing}
    <span class="line">${line(summary, context)}</span>
    ${unread > 0 ? html`<span class="count"><span aria-hidden="true">${localizer().badge(unread)}</span><span class="hidden-text">${localize('unreadCount', { count: unread })}</span></span>` : nothing}`;
}

/** What matters most now: somebody types, something is not sent, or what was said last. */
function line(summary: Summary, { me, isStaff, drafts, typing }: RowContext) {
  const typist = summary.people.find(({ id }) => typing.get(summary.id)?.includes(id));
  if (typist) return html`<span class="text typing">${summary.kind === 'group' ? localize('typingOne', { name: typist.name }) : localize('typing')}</span>`;
  const draft = drafts.get(summary.id)?.trim();
  if (draft) return html`<span class="draft">${localize('draft')}</span>${text(draft)}`;
  const { lastMessage } = summary;
  if (!lastMessage) return nothing;
  const author = summary.people.find(({ id }) => id === lastMessage.from);
  const isOurs = lastMessage.from === me || (isStaff && summary.kind === 'support' && author?.role === 'staff');
  const shown = text(previewOf(lastMessage));
  if (!isOurs) return summary.kind === 'group' && author ? html`<span><bdi>${author.name.split(/\s/)[0]}</bdi>:</span>${shown}` : shown;
  const status = statusOf(lastMessage, summary);
  const by = lastMessage.from === me ? localize('you') : author?.name ?? '';
  return html`<span class=${status === 'read' ? 'is-read' : ''}>${status === 'sent' ? icons.tick : icons.ticks}</span><span class="hidden-text">${localize(status)}, ${by}: </span>${shown}`;
}

const text = (shown: string) => html`<span class="text" dir="auto">${shown}</span>`;

function previewOf(message: Message): string {
  if (message.content.kind === 'none') return localize(message.deletedAt === undefined ? 'expiredMessage' : 'deletedMessage');
  return textOf(message);
}

const statusOf = ({ seq }: Message, { watermarks }: Summary): Exclude<MessageStatus, 'queued' | 'failed'> =>
  (seq <= watermarks.readSeq ? 'read' : seq <= watermarks.deliveredSeq ? 'delivered' : 'sent');
