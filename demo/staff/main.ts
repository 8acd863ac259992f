import '@foyer-chat/widget/auto';
import { FoyerDesk } from './desk.ts';
import { DeskSignIn } from './sign-in.ts';
import { VisitorPanel } from './visitor-panel.ts';

customElements.define('desk-sign-in', DeskSignIn);
customElements.define('desk-visitor', VisitorPanel);
customElements.define('foyer-desk', FoyerDesk);
