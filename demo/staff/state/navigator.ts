import { Store } from '@foyer-chat/widget/parts';
import { hashOf, parseRoute, type Route } from './route.ts';

/** Where the desk is, in step with the address and with the Back of the browser. */
export class Navigator {
  readonly current = new Store<Route>(parseRoute(location.hash));

  start(): () => void {
    const onChange = (): void => { this.current.set(parseRoute(location.hash)); };
    addEventListener('popstate', onChange);
    addEventListener('hashchange', onChange);
    return () => {
      removeEventListener('popstate', onChange);
      removeEventListener('hashchange', onChange);
    };
  }

  /** From one conversation to another is no step to go back from: Back leads to the list. */
  go(route: Route): void {
    if (hashOf(route) === hashOf(this.current.value)) return;
    const { state } = history;
    const isSideways = this.current.value.section === route.section && 'conversation' in route && 'conversation' in this.current.value;
    if (isSideways) history.replaceState(state, '', address(route));
    else history.pushState({ isStep: true }, '', address(route));
    this.current.set(route);
  }

  /** To the list, by the step that led here if there was one. */
  back(): void {
    if ((history.state as { isStep?: boolean } | null)?.isStep) history.back();
    else this.go({ section: 'inbox' });
  }

  /** The address of who is nobody any more. */
  clear(): void {
    history.replaceState(null, '', location.pathname);
    this.current.set({ section: 'inbox' });
  }
}

const address = (route: Route): string => location.pathname + hashOf(route);
