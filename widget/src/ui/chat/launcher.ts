import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import { localize, localizer } from '../localize.ts';

interface Launcher {
  isOpen: boolean;
  unread: number;
  /** Somebody of the team is here; `undefined` while it is not known. */
  isHere: boolean | undefined;
  isOffline: boolean;
  /** The site's words beside the picture; empty for the round button. */
  label: string;
  onClick: () => void;
}

/** The button that opens and closes the panel. Its label is part of its name, so that it can be spoken. */
export function launcher({ isOpen, unread, isHere, isOffline, label, onClick }: Launcher) {
  const name = isOpen ? localize('closeChat') : unread > 0 ? localize('openChatUnread', { count: unread }) : localize('openChat');
  const isPill = label !== '' && !isOpen;
  const dot = isOpen || unread > 0 ? undefined : isOffline ? 'gone' : isHere ? 'here' : undefined;
  return html`
    <button class="launcher ${isPill ? 'pill' : ''}" part="launcher" aria-expanded=${isOpen ? 'true' : 'false'} aria-controls=${isOpen ? 'panel' : nothing}
      aria-label=${isPill ? `${label}: ${name}` : name} title=${dot === 'here' ? localize('here') : dot ? localize('offline') : nothing} @click=${onClick}>
      ${isOpen ? icons.chevron : icons.chat}${isPill ? html`<span>${label}</span>` : nothing}
      ${unread > 0 && !isOpen ? html`<span class="badge" part="badge" aria-hidden="true">${localizer().badge(unread)}</span>` : nothing}
      ${dot === undefined ? nothing : html`<span class="dot ${dot}"></span>`}
    </button>`;
}
