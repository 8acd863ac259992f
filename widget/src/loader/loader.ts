/*
 * The script tag: `<script async src="https://chat.example.org/foyer.js" data-site="shop"></script>`.
 *
 * Draws a launcher of its own and keeps the calls of `window.foyer`, and fetches the chat when somebody turns to it
 * (hover, focus, click or a call that needs it). Before that nothing is stored, connected or fetched.
 */
type Call = [method: string, ...args: unknown[]];
type Foyer = ((...call: Call) => Promise<unknown>) & { q?: Call[] };
type Chat = HTMLElement & Record<string, ((...args: unknown[]) => unknown) | undefined>;

declare global {
  interface Window { foyer?: Foyer }
}

const script = document.querySelector<HTMLScriptElement>('script[data-site][src*="foyer.js"]');
const server = new URL(script?.src ?? location.href).origin;
const options = script?.dataset ?? {};
let chat: Promise<Chat> | undefined;

const launcher = document.createElement('button');
launcher.type = 'button';
launcher.setAttribute('aria-label', 'Open chat');
launcher.setAttribute('aria-expanded', 'false');

/** The chat takes the launcher's place. */
function load(): Promise<Chat> {
  return chat ??= import(/* @vite-ignore */ `${server}/foyer-chat.js`).then(() => {
    const element = document.createElement('foyer-chat') as unknown as Chat;
    for (const name of ['mode', 'position', 'scheme']) if (options[name]) element.setAttribute(name, options[name]);
    element.setAttribute('server', options['server'] ?? server);
    element.setAttribute('site', options['site'] ?? '');
    document.body.append(element);
    const hadFocus = shadow.activeElement !== null;
    holder.remove();
    if (hadFocus) void (element['updateComplete'] as unknown as Promise<unknown>).then(() => { element.shadowRoot?.querySelector<HTMLElement>('[part=launcher]')?.focus(); });
    return element;
  });
}

async function call(...[method, ...args]: Call): Promise<unknown> {
  const element = await load();
  return element[method]?.(...args);
}

const holder = document.createElement('div');
const shadow = holder.attachShadow({ mode: 'open' });
const style = new CSSStyleSheet();
style.replaceSync(`
  button { position: fixed; z-index: var(--foyer-z, 2147483000); inset-block-end: var(--foyer-offset, 20px); inset-inline-${options['position'] === 'start' ? 'start' : 'end'}: var(--foyer-offset, 20px);
    inline-size: 56px; block-size: 56px; padding: 0; border: 0; border-radius: 50%; cursor: pointer; display: grid; place-items: center;
    background: var(--foyer-accent, #2a5bd7); color: var(--foyer-on-accent, #fff); box-shadow: 0 2px 12px rgb(0 0 0 / .2) }
  button:focus-visible { outline: 2px solid var(--foyer-accent, #2a5bd7); outline-offset: 2px }`);
shadow.adoptedStyleSheets = [style];
const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
for (const [name, value] of Object.entries({ viewBox: '0 0 20 20', width: '26', height: '26', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) drawing.setAttribute(name, value);
const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
path.setAttribute('d', 'M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-4 3.5v-3.5a1.5 1.5 0 0 1-1.5-1.5z');
drawing.append(path);
launcher.append(drawing);
shadow.append(launcher);

launcher.addEventListener('click', () => { void call('open'); });
for (const event of ['pointerenter', 'focus']) launcher.addEventListener(event, () => { void load(); }, { once: true });

const waiting = window.foyer?.q ?? [];
window.foyer = call;
for (const early of waiting) void call(...early);

if (document.body) document.body.append(holder);
else document.addEventListener('DOMContentLoaded', () => { document.body.append(holder); });
