import { html, nothing } from 'lit';
import type { Snapshot, TimelineItem } from '../../../client/api.ts';
import { localize } from '../../localize-screen.ts';

const final: readonly unknown[] = ['forbidden', 'not-found', 'blocked', 'out-of-reach'];

/** Why a message was not sent, as a sentence; and where it will not be, a way to take its words along. */
export function failure({ error }: TimelineItem, permissions: Snapshot['permissions'], copy: () => void) {
  const reason = error === 'forbidden' && permissions?.send === 'admins' ? 'errorAdmins' : error === 'timeout' ? 'errorExpired' : error === 'too-large' ? 'errorTooLarge' : error === 'session-ended' ? 'errorSignedOut'
    : final.includes(error) ? 'errorForbidden' : 'errorRefused';
  return html`${localize('failedText', { reason: localize(reason) })}${final.includes(error) ? html` <button @click=${copy}>${localize('copy')}</button>` : nothing}`;
}

/** One press for all that were not sent, where there are several. */
export function retryAllButton(items: readonly TimelineItem[], retry: (item: TimelineItem) => void) {
  const failed = items.filter(({ status }) => status === 'failed');
  if (failed.length < 2) return nothing;
  return html`<button class="retry-all" @click=${() => { for (const item of failed) retry(item); }}>${localize('retryAll', { count: failed.length })}</button>`;
}
