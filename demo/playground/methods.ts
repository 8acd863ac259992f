export interface Method {
  name: string;
  /** As it is called. */
  label: string;
  args: readonly unknown[];
}

const method = (name: string, label = `${name}()`, ...args: readonly unknown[]): Method => ({ name, label, args });

/** What can be asked of the element without knowing anything of a visitor. */
export const methods: readonly Method[] = [
  method('open'), method('close'), method('toggle'), method('show'), method('hide'), method('ready'),
  method('consent', 'consent(true)', true), method('consent', 'consent(false)', false),
  method('openConversation', 'openConversation({ support: true }, draft)', { support: true }, 'From the playground'),
  method('setScheme', 'setScheme(dark)', 'dark'), method('setScheme', 'setScheme(light)', 'light'),
  method('setLocale', 'setLocale(de)', 'de'), method('setLocale', 'setLocale(ar)', 'ar'),
  method('setContext', 'setContext({ cart: 84 })', { cart: 84 }), method('mute', 'mute(for an hour)', Date.now() + 3_600_000), method('mute', 'mute(0)', 0),
  method('reset'), method('destroy'),
];
