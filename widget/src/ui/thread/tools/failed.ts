import { html, nothing } from 'lit';
import type { TimelineItem } from '../../../client/api.ts';
import { localize } from '../../localize-screen.ts';

/** Why a message was not sent, as a sentence. */
export function failure({ error }: TimelineItem): string {
  const reason = error === 'timeout' ? 'errorExpired' : error === 'too-large' ? 'errorTooLarge' : error === 'session-ended' ? 'errorSignedOut'
    : ['forbidden', 'not-found', 'blocked'].includes(error ?? '') ? 'errorForbidden' : 'errorRefused';
  return localize('failedText', { reason: localize(reason) });
}

/** One press for all that were not sent, where there are several. */
export function retryAllButton(items: readonly TimelineItem[], retry: (item: TimelineItem) => void) {
  const failed = items.filter(({ status }) => status === 'failed');
  if (failed.length < 2) return nothing;
  return html`<button class="retry-all" @click=${() => { for (const item of failed) retry(item); }}>${localize('retryAll', { count: failed.length })}</button>`;
}
