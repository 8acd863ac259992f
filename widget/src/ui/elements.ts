import { FoyerChat } from './chat/chat.ts';
import { FoyerChatHeader } from './chat/chat-header.ts';
import type { FoyerFault } from './chat/fault.ts';
import { FoyerPanel } from './chat/panel.ts';
import type { FoyerPreviewCard } from './chat/preview-card.ts';
import { FoyerComposer } from './composer/composer.ts';
import type { FoyerApartNotice } from './composer/apart-notice.ts';
import type { FoyerEmojiPicker } from './composer/emoji-picker.ts';
import type { FoyerSuggestions } from './composer/suggestions.ts';
import { FoyerConversation } from './conversation/conversation.ts';
import { FoyerNotices } from './conversation/notices.ts';
import type { FoyerDevices } from './devices/devices.ts';
import type { FoyerLinkDevice } from './devices/link-device.ts';
import type { FoyerShowLink } from './devices/show-link.ts';
import type { FoyerAsk } from './home/ask.ts';
import type { FoyerJoin } from './groups/join.ts';
import type { FoyerNewGroup } from './groups/new-group.ts';
import type { FoyerPeoplePicker } from './groups/people-picker.ts';
import type { FoyerChatSearch } from './home/chat-search.ts';
import type { FoyerCover } from './home/cover.ts';
import type { FoyerHome } from './home/home.ts';
import type { FoyerOpeningNotice } from './home/opening-notice.ts';
import type { FoyerPlaces } from './home/places.ts';
import type { FoyerUnsent } from './home/unsent.ts';
import type { FoyerConversationList } from './inbox/conversation-list.ts';
import type { FoyerConversationSearch } from './inbox/conversation-search.ts';
import type { FoyerRowMenu } from './inbox/row-menu.ts';
import type { FoyerGroup } from './info/group.ts';
import type { FoyerGroupLink } from './info/group-link.ts';
import type { FoyerGroupMembers } from './info/group-members.ts';
import type { FoyerGroupName } from './info/group-name.ts';
import type { FoyerGroupRules } from './info/group-rules.ts';
import type { FoyerInfo } from './info/info.ts';
import type { FoyerPersonActs } from './info/person-acts.ts';
import type { FoyerStarredHere } from './info/starred-here.ts';
import { define } from './localize.ts';
import { FoyerAvatar } from './people/avatar.ts';
import { FoyerFaces } from './people/faces.ts';
import type { FoyerReport } from './people/report.ts';
import type { FoyerBlockedPeople } from './settings/blocked-people.ts';
import type { FoyerDownloadData } from './settings/download-data.ts';
import type { FoyerKeyHelp } from './settings/key-help.ts';
import type { FoyerNotifySwitch } from './settings/notify-switch.ts';
import type { FoyerOwnData } from './settings/own-data.ts';
import type { FoyerPrivacy } from './settings/privacy.ts';
import type { FoyerProfile } from './settings/profile.ts';
import type { FoyerSettings } from './settings/settings.ts';
import type { FoyerStarred } from './stars/starred.ts';
import { FoyerThread } from './thread/thread.ts';
import type { FoyerEventLine } from './thread/tools/event-line.ts';
import type { FoyerMessageMenu } from './thread/tools/message-menu.ts';
import type { FoyerMessageToolbar } from './thread/tools/message-toolbar.ts';
import type { FoyerSkipLink } from './thread/tools/skip-link.ts';

const elements = {
  'foyer-avatar': FoyerAvatar,
  'foyer-faces': FoyerFaces,
  'foyer-thread': FoyerThread,
  'foyer-composer': FoyerComposer,
  'foyer-notices': FoyerNotices,
  'foyer-conversation': FoyerConversation,
  'foyer-chat-header': FoyerChatHeader,
  'foyer-panel': FoyerPanel,
  'foyer-chat': FoyerChat,
} as const;

/** What is fetched when it is needed, and registered then. */
interface LaterElements {
  'foyer-suggestions': FoyerSuggestions;
  'foyer-emoji-picker': FoyerEmojiPicker;
  'foyer-message-menu': FoyerMessageMenu;
  'foyer-message-toolbar': FoyerMessageToolbar;
  'foyer-skip-link': FoyerSkipLink;
  'foyer-event-line': FoyerEventLine;
  'foyer-cover': FoyerCover;
  'foyer-chat-search': FoyerChatSearch;
  'foyer-people-picker': FoyerPeoplePicker;
  'foyer-new-group': FoyerNewGroup;
  'foyer-join': FoyerJoin;
  'foyer-link-device': FoyerLinkDevice;
  'foyer-devices': FoyerDevices;
  'foyer-show-link': FoyerShowLink;
  'foyer-group': FoyerGroup;
  'foyer-group-members': FoyerGroupMembers;
  'foyer-group-name': FoyerGroupName;
  'foyer-group-link': FoyerGroupLink;
  'foyer-group-rules': FoyerGroupRules;
  'foyer-places': FoyerPlaces;
  'foyer-home': FoyerHome;
  'foyer-ask': FoyerAsk;
  'foyer-row-menu': FoyerRowMenu;
  'foyer-conversation-list': FoyerConversationList;
  'foyer-conversation-search': FoyerConversationSearch;
  'foyer-opening-notice': FoyerOpeningNotice;
  'foyer-unsent': FoyerUnsent;
  'foyer-settings': FoyerSettings;
  'foyer-download-data': FoyerDownloadData;
  'foyer-key-help': FoyerKeyHelp;
  'foyer-notify-switch': FoyerNotifySwitch;
  'foyer-own-data': FoyerOwnData;
  'foyer-privacy': FoyerPrivacy;
  'foyer-profile': FoyerProfile;
  'foyer-info': FoyerInfo;
  'foyer-starred': FoyerStarred;
  'foyer-starred-here': FoyerStarredHere;
  'foyer-person-acts': FoyerPersonActs;
  'foyer-report': FoyerReport;
  'foyer-blocked-people': FoyerBlockedPeople;
  'foyer-apart-notice': FoyerApartNotice;
  'foyer-fault': FoyerFault;
  'foyer-preview-card': FoyerPreviewCard;
}

/** The element of each tag. */
export type FoyerElementTagNameMap = { [T in keyof typeof elements]: InstanceType<(typeof elements)[T]> } & LaterElements;

declare global {
  interface HTMLElementTagNameMap extends FoyerElementTagNameMap {}
}

/** Registers all elements; a name that is taken already is left alone. Does nothing on a server. */
export function register(): void {
  if (!(globalThis.customElements as CustomElementRegistry | undefined)) return;
  for (const [tag, element] of Object.entries(elements)) define(tag, element);
}
