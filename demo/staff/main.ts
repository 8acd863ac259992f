import '@foyer-chat/widget/auto';
import { define, FoyerConversationList, FoyerConversationSearch, FoyerDevices } from '@foyer-chat/widget/parts';
import { FoyerDesk } from './desk.ts';
import { DeskInbox } from './inbox/inbox-pane.ts';
import { DeskPeople } from './inbox/people-pane.ts';
import { DeskPalette } from './palette/palette.ts';
import { ShortcutHelp } from './palette/shortcut-help.ts';
import { DeskDialog } from './parts/dialog.ts';
import { DeskMenu } from './parts/menu.ts';
import { DeskRail } from './parts/rail.ts';
import { DeskToast } from './parts/toasts.ts';
import { DeskReportsPane } from './reports/reports-pane.ts';
import { DeskReplies } from './replies/replies-pane.ts';
import { ReplyForm } from './replies/reply-form.ts';
import { DeskSettings } from './settings/settings-pane.ts';
import { DeskSignIn } from './sign-in.ts';
import { DeskCollision } from './thread/collision.ts';
import { NoteBubble } from './thread/note-bubble.ts';
import { NoteField } from './thread/note-field.ts';
import { ReplyBox } from './thread/reply-box.ts';
import { SnoozeField } from './thread/snooze-field.ts';
import { ThreadHeader } from './thread/thread-header.ts';
import { DeskThread } from './thread/thread-pane.ts';
import { VisitorPanel } from './visitor/visitor-panel.ts';

/** Every element of the desk; the desk itself last, so that it finds those inside it defined. */
const elements = {
  'desk-dialog': DeskDialog,
  'desk-menu': DeskMenu,
  'desk-rail': DeskRail,
  'desk-toast': DeskToast,
  'desk-inbox': DeskInbox,
  'desk-people': DeskPeople,
  'desk-palette': DeskPalette,
  'desk-shortcuts': ShortcutHelp,
  'desk-replies': DeskReplies,
  'desk-reply-form': ReplyForm,
  'desk-reports': DeskReportsPane,
  'desk-settings': DeskSettings,
  'desk-sign-in': DeskSignIn,
  'desk-collision': DeskCollision,
  'desk-note': NoteBubble,
  'desk-note-field': NoteField,
  'desk-reply': ReplyBox,
  'desk-snooze': SnoozeField,
  'desk-thread-header': ThreadHeader,
  'desk-thread': DeskThread,
  'desk-visitor': VisitorPanel,
  'foyer-desk': FoyerDesk,
} as const;

type Elements = { [T in keyof typeof elements]: InstanceType<(typeof elements)[T]> };

declare global {
  interface HTMLElementTagNameMap extends Elements {}
}

define('foyer-conversation-list', FoyerConversationList);
define('foyer-conversation-search', FoyerConversationSearch);
define('foyer-devices', FoyerDevices);
for (const [tag, element] of Object.entries(elements)) customElements.define(tag, element);
