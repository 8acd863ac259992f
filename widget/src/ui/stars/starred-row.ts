import { css, html, nothing } from 'lit';
import type { Starred, Summary, User } from '../../client/api.ts';
import { counterpart } from '../inbox/counterpart.ts';
import { listTime } from '../list-time.ts';
import { localize } from '../localize-screen.ts';
import { textOf } from '../thread/thread-rows.ts';

interface Row { starred: Starred; author: User | undefined; /** Where it was said; missing where that is plain. */ conversation?: Summary | undefined; me: string; onPress: () => void }

/** One starred message: who said it, when, what, and where. A press leads to it. */
export function starredRow({ starred: { message }, author, conversation, me, onPress }: Row) {
  const name = message.from === me ? localize('you') : author?.name ?? localize('team');
  // With one other, who said it says where.
  const place = conversation && counterpart(conversation, me, false).name;
  return html`
    <button class="starred" @click=${onPress}>
      <foyer-avatar .name=${author?.name ?? name}></foyer-avatar>
      <span class="words">
        <span class="top"><span class="name" dir="auto">${name}</span><time datetime=${new Date(message.at).toISOString()}>${listTime(message.at, Date.now())}</time></span>
        <span class="text" dir="auto">${textOf(message)}</span>
        ${place === undefined || place === name ? nothing : html`<span class="place"><bdi>${place}</bdi></span>`}
      </span>
    </button>`;
}

export const starredRowStyles = css`
  .starred {
    display: grid; grid-template-columns: 40px minmax(0, 1fr); column-gap: 12px; align-items: start; inline-size: 100%; min-block-size: 64px; padding: 10px 16px; border: 0; background: none;
    color: inherit; text-align: start; line-height: calc(20 * var(--px));
  }
  .starred:hover { background: var(--surface-2); }
  .starred:focus-visible { outline-offset: -2px; }
  .starred .words { display: grid; gap: 2px; min-inline-size: 0; }
  .starred .top { display: flex; gap: 12px; align-items: baseline; }
  .starred .name { flex: 1; min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; text-align: -webkit-match-parent; text-align: match-parent; }
  .starred time { font-size: calc(13 * var(--px)); color: var(--text-2); white-space: nowrap; font-variant-numeric: tabular-nums; }
  .starred .text {
    display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; font-size: calc(14 * var(--px));
    text-align: -webkit-match-parent; text-align: match-parent;
  }
  .starred .place { font-size: calc(13 * var(--px)); color: var(--text-2); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
`;
