import { html, nothing } from 'lit';
import type { Message, MessageStatus, TimelineItem } from '../../client/api.ts';
import { icons } from '../icons.ts';
import { localize } from '../localize.ts';
import { clockTime } from '../times.ts';
import { linkify, type TextPart } from './linkify.ts';
import { textOf, type MessageRow } from './thread-rows.ts';

/** What a row has to know of its thread. */
export interface RowContext {
  me: string;
  showNames: boolean;
  nameOf: (user: string) => string;
  /** The message that another one answers; `undefined` where it is not loaded. */
  bySeq: (seq: number) => TimelineItem | undefined;
  /** The one row that the tab key reaches. */
  activeKey: string | undefined;
  hoveredKey: string | undefined;
  flashedKey: string | undefined;
  entering: ReadonlySet<string>;
  /** Deleted, with a few seconds to take it back. */
  isLeaving: (message: Message) => boolean;
  reactionsOf: (message: Message) => NonNullable<Message['reactions']>;
  /** Why it was not sent, and what can be done about it. */
  failure: (item: TimelineItem) => unknown;
  follow: (event: Event) => void;
  jumpTo: (seq: number) => void;
  act: (action: MessageAction, item: TimelineItem, emoji?: string) => void;
}

export type MessageAction = 'reply' | 'react' | 'copy' | 'edit' | 'delete' | 'undo' | 'retry' | 'discard' | 'star' | 'more' | 'reported';

const ticks: Record<MessageStatus, unknown> = { queued: icons.clock, sent: icons.tick, delivered: icons.ticks, read: icons.ticks, failed: icons.alert };

const partsByMessage = new WeakMap<Message, TextPart[]>();

/** Messages do not change, they are replaced. */
function partsOf(message: Message): TextPart[] {
  const known = partsByMessage.get(message);
  if (known) return known;
  const parts = linkify(textOf(message));
  partsByMessage.set(message, parts);
  return parts;
}

export function messageRow(row: MessageRow, context: RowContext) {
  const { item, isFirst, isLast, key } = row;
  const { own } = item;
  const name = own ? localize('you') : context.nameOf(item.message.from);
  const classes = ['row', own && 'own', isFirst && 'first', isLast && 'last', context.entering.has(key) && 'enter', key === context.flashedKey && 'flash'];
  return html`
    <div class=${classes.filter(Boolean).join(' ')} data-key=${key} role="article" tabindex=${key === context.activeKey ? '0' : '-1'} aria-labelledby="b:${key} m:${key}">
      ${!own && isFirst && context.showNames ? html`<span class="author" dir="auto">${name}</span>` : nothing}
      ${!own && isLast ? html`<foyer-avatar .name=${name}></foyer-avatar>` : nothing}
      <div class="say">
        ${bubble(item, name, context)}
        ${key === context.hoveredKey && item.message.seq > 0 && !isGone(item.message, context) ? html`<foyer-message-toolbar .item=${item} .act=${context.act}></foyer-message-toolbar>` : nothing}
      </div>
      ${reactions(item, context)}
      ${isLast ? meta(item, context) : item.message.editedAt !== undefined ? html`<div class="meta"><span>${localize('edited')}</span></div>` : nothing}
    </div>`;
}

const isGone = (message: Message, context: RowContext): boolean => message.content.kind === 'none' || context.isLeaving(message);

function bubble(item: TimelineItem, name: string, context: RowContext) {
  const { message, own, key } = item;
  const author = html`<span class="hidden-text">${name}: </span>`;
  if (isGone(message, context)) {
    const isExpired = message.content.kind === 'none' && message.deletedAt === undefined;
    return html`
      <div class="bubble gone" id="b:${key}" data-seq=${message.seq}>${author}${localize(isExpired ? 'expiredMessage' : 'deletedMessage')}${context.isLeaving(message)
        ? html` <button @click=${() => { context.act('undo', item); }}>${localize('undo')}</button>` : nothing}</div>`;
  }
  const parts = partsOf(message).map((part) => (part.kind === 'text' ? part.text
    : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow" referrerpolicy="no-referrer" @click=${context.follow}>${part.text}</a>`));
  return html`<div class="bubble" id="b:${key}" part=${own ? 'bubble-own' : 'bubble'} data-seq=${message.seq}>${author}${quote(message, context)}<span dir="auto" lang="">${parts}</span></div>`;
}

function quote({ replyTo }: Message, context: RowContext) {
  if (replyTo === undefined) return nothing;
  const original = context.bySeq(replyTo);
  return html`
    <button class="quote" @click=${() => { context.jumpTo(replyTo); }}><span class="hidden-text">${localize('inReplyTo')} </span>${original ? html`
      <b><bdi>${original.own ? localize('you') : context.nameOf(original.message.from)}</bdi></b><bdi class="line">${textOf(original.message) || localize('deletedMessage')}</bdi>`
      : html`<span class="line">${localize('earlierMessage')}</span>`}</button>`;
}

function reactions(item: TimelineItem, context: RowContext) {
  const all = Object.entries(context.reactionsOf(item.message));
  if (all.length === 0 || context.isLeaving(item.message)) return nothing;
  return html`<div class="reactions" role="group" aria-label=${localize('reactions')}>${all.map(([emoji, users]) => {
    const isMine = users.includes(context.me);
    const who = users.map((user) => (user === context.me ? localize('you') : context.nameOf(user))).join(', ');
    return html`<button aria-pressed=${isMine ? 'true' : 'false'} title=${who} @click=${() => { context.act('react', item, emoji); }}>${emoji} <span>${users.length}</span></button>`;
  })}</div>`;
}

function meta(item: TimelineItem, context: RowContext) {
  const { message, own, status, key } = item;
  const time = html`<time datetime=${new Date(message.at).toISOString()}>${clockTime(message.at)}</time>`;
  const edited = message.editedAt === undefined ? nothing : html`<span>${localize('edited')}</span>`;
  if (!own || !status) return html`<div class="meta" id="m:${key}">${time}${edited}</div>`;
  if (status !== 'failed' || context.isLeaving(message)) {
    return html`<div class="meta" id="m:${key}">${edited}${time}<span class="tick ${status === 'read' ? 'is-read' : ''}">${ticks[status]}</span><span class="hidden-text">${localize(status)}</span></div>`;
  }
  return html`
    <div class="meta failed" id="m:${key}">
      <span class="tick">${ticks.failed}</span><span class="hidden-text">${localize('failed')}</span>${context.failure(item)}
    </div>`;
}
