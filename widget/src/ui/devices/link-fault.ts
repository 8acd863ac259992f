import { html, nothing } from 'lit';
import type { FoyerError } from '../../protocol/errors.ts';
import { localize } from '../localize-screen.ts';

/** Why a link or a code was not taken. `gone`: what is said of one that leads nowhere. */
export function linkFault(fault: FoyerError | undefined, gone: 'linkGone' | 'codeWrong' = 'linkGone') {
  if (!fault) return nothing;
  return html`<p class="fault" role="alert">${textOf(fault, gone)}</p>`;
}

function textOf({ code, retryAfterMs = 0 }: FoyerError, gone: 'linkGone' | 'codeWrong'): string {
  switch (code) {
    case 'not-found': case 'bad-request': return localize(gone);
    case 'rate-limited': return localize('linkTooOften', { count: Math.ceil(retryAfterMs / 1000) });
    case 'offline': case 'timeout': return localize('notDone');
    default: return localize('actFailed', { code });
  }
}
