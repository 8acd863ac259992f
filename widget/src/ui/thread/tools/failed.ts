import { html, nothing } from 'lit';
import type { Snapshot, TimelineItem } from '../../../client/api.ts';
import type { TextKey } from '../../../locales/en.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { localize } from '../../localize-screen.ts';
import type { MessageAction } from '../message-row.ts';

/** Of codes: why a message will not be sent, however often it is tried. */
const finalReasons: Readonly<Partial<Record<ErrorCode, TextKey>>> = { 'forbidden': 'errorForbidden', 'not-found': 'errorForbidden', 'blocked': 'errorForbidden', 'out-of-reach': 'errorForbidden' };
const reasons: typeof finalReasons = { ...finalReasons, 'timeout': 'errorExpired', 'too-large': 'errorTooLarge', 'session-ended': 'errorSignedOut' };

/** Why a message was not sent, as a sentence, and what can be done about it; where it will not be sent, its words can be taken along. */
export function failure({ error = 'internal' }: TimelineItem, permissions: Snapshot['permissions'], act: (action: MessageAction) => void) {
  const reason = error === 'forbidden' && permissions?.send === 'admins' ? 'errorAdmins' : reasons[error] ?? 'errorRefused';
  const actions = [...(error in finalReasons ? ['copy' as const] : []), 'retry', 'discard'] as const;
  return html`<span>${localize('failedText', { reason: localize(reason) })}</span>
    <span class="acts">${actions.map((action) => html`<button @click=${() => { act(action); }}>${localize(action)}</button>`)}</span>`;
}

/** One press for all that were not sent, where there are several. */
export function retryAllButton(items: readonly TimelineItem[], retry: (item: TimelineItem) => void) {
  const failed = items.filter(({ status }) => status === 'failed');
  if (failed.length < 2) return nothing;
  return html`<button class="retry-all" @click=${() => { for (const item of failed) retry(item); }}>${localize('retryAll', { count: failed.length })}</button>`;
}
