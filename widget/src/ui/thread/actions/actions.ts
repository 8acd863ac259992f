import { FoyerMessageMenu } from './message-menu.ts';
import { FoyerMessageToolbar } from './message-toolbar.ts';

export { MessageCommands } from './message-commands.ts';

declare global {
  interface HTMLElementTagNameMap { 'foyer-message-menu': FoyerMessageMenu; 'foyer-message-toolbar': FoyerMessageToolbar }
}

/** Registers what a thread needs only once somebody turns to one of its messages. */
export function register(): void {
  if (!customElements.get('foyer-message-menu')) customElements.define('foyer-message-menu', FoyerMessageMenu);
  if (!customElements.get('foyer-message-toolbar')) customElements.define('foyer-message-toolbar', FoyerMessageToolbar);
}
