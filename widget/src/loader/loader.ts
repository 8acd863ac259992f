/*
 * The script tag: `<script async src="https://chat.example.org/foyer.js" data-site="shop"></script>`.
 *
 * Draws a launcher of its own and keeps the calls of `window.foyer`, and fetches the chat when somebody turns to it (hover, focus,
 * click or a call that needs it), or when the browser is idle for somebody who waits for an answer. Before that nothing is stored,
 * connected or fetched. A chat without a launcher (`data-mode`) comes at once: `inline` where the tag stands, `page` over the page.
 */
import { keepInBody } from './body-keeper.ts';
import { askedNames, launcherName } from './launcher-name.ts';

type Call = [method: string, ...args: unknown[]];
/** `sites`: each with what is to be done when its script runs again. */
type Foyer = ((...call: Call) => Promise<unknown>) & { q?: Call[]; sites?: Record<string, (script: Element | null) => void> };
type Chat = HTMLElement & Record<string, ((...args: unknown[]) => unknown) | undefined>;

declare global {
  interface Window { foyer?: Foyer }
}

/** What they say of the visitor a reset takes back. */
const personal = ['identify', 'setContext', 'mute'];
/** They say something for later: before somebody turns to the chat nothing is fetched for their sake. */
const patient = new Set([...personal, 'ready', 'setLocale', 'setScheme']);
/** `data-…` of the script tag, which are the attributes of the element. */
const attributes = ['mode', 'position', 'locale', 'scheme', 'label', 'greeting', 'privacy', 'ask', 'start-at', 'title-count'];

const script = document.currentScript as HTMLScriptElement | null ?? document.querySelector<HTMLScriptElement>('script[data-site][src*="foyer.js"]');
const server = new URL(script?.src ?? location.href).origin;
const given = (name: string): string => script?.getAttribute(`data-${name}`) ?? '';
const site = given('site');
const mode = given('mode');
const isFloating = mode !== 'inline' && mode !== 'page';

/** Returns what is to be done when the script runs again. */
function start(): (script: Element | null) => void {
  const loaded = Promise.withResolvers<Chat>();
  let chat: Promise<Chat> | undefined;
  let shown: Chat | undefined;
  let attempts = 0;
  let resets = 0;
  let holder: HTMLElement | undefined;
  let isHidden = false;
  /** The chat is there, or nothing is wanted. */
  let isOver = false;

  /** The chat takes the launcher's place. A module that could not be fetched is remembered by its address: the next attempt has another. */
  function load(): Promise<Chat> {
    return chat ??= import(/* @vite-ignore */ `${server}/foyer-chat.js${attempts > 0 ? `?${attempts}` : ''}`).then(() => {
      const element = document.createElement('foyer-chat') as unknown as Chat;
      for (const name of attributes) if (given(name)) element.setAttribute(name, given(name));
      element.setAttribute('server', given('server') || server);
      element.setAttribute('site', site);
      if (isHidden) element['hide']?.();
      const hadFocus = Boolean(holder?.shadowRoot?.activeElement);
      // A press whose button goes before it is lifted would be no click.
      const isPressed = Boolean(holder?.shadowRoot?.querySelector(':active'));
      shown = element;
      place(script);
      if (mode !== 'inline') keepInBody(element);
      end();
      if (hadFocus) void (element['updateComplete'] as unknown as Promise<unknown>).then(() => { element.shadowRoot?.querySelector<HTMLElement>('[part=launcher]')?.focus(); });
      if (isPressed) void element['open']?.();
      loaded.resolve(element);
      return element;
    }, (error: unknown) => {
      chat = undefined;
      attempts += 1;
      (holder ?? document).dispatchEvent(new CustomEvent('foyer-error', { detail: { code: 'offline' }, bubbles: true, composed: true }));
      throw error;
    });
  }

  /** Styles by script, which a content security policy lets pass. */
  function place(tag: Element | null): void {
    if (!shown || shown.isConnected) return;
    if (mode === 'inline') shown.style.blockSize = 'var(--foyer-height, 640px)';
    if (mode === 'page') Object.assign(shown.style, { position: 'fixed', inset: '0', zIndex: 'var(--foyer-z, 2147483000)' });
    if (mode === 'inline' && tag && document.body.contains(tag)) tag.after(shown);
    else document.body.append(shown);
  }

  function end(): void {
    isOver = true;
    holder?.remove();
  }

  async function call(...[method, ...args]: Call): Promise<unknown> {
    if (!chat) {
      if (method === 'show' || method === 'hide') {
        isHidden = method === 'hide';
        if (holder) holder.hidden = isHidden;
        return undefined;
      }
      if (method === 'destroy') { end(); return undefined; }
      if (method === 'close') return undefined;
      if (method === 'reset' || (method === 'consent' && args[0] !== true)) {
        resets += 1;
        if (!await isKnown()) return undefined;
      }
    }
    const before = resets;
    const element = await (patient.has(method) ? loaded.promise : load());
    return before < resets && personal.includes(method) ? undefined : element[method]?.(...args);
  }

  // A failure was told by the event; the launcher stays for another try.
  const loadQuietly = (): void => { load().catch(() => undefined); };

  const show = (): void => {
    if (isOver) return;
    if (!isFloating) {
      load().catch(() => { addEventListener('online', show, { once: true }); });
      return;
    }
    holder = document.createElement('div');
    holder.hidden = isHidden;
    const launcher = drawLauncher(holder.attachShadow({ mode: 'open' }));
    launcher.addEventListener('click', () => { call('open').catch(() => undefined); });
    for (const event of ['pointerenter', 'focus']) launcher.addEventListener(event, loadQuietly, { once: true });
    document.body.append(holder);
    keepInBody(holder);
    (globalThis.requestIdleCallback ?? setTimeout)(() => { if (isAwaited()) loadQuietly(); });
  };

  if (!window.foyer?.sites) {
    const waiting = window.foyer?.q ?? [];
    window.foyer = Object.assign(call, { sites: {} });
    // Nobody holds the promise of a call that was made before there was one.
    for (const early of waiting) call(...early).catch(() => undefined);
  }
  // In a turn of its own, so that the page does not wait for the drawing.
  if (document.body) setTimeout(show);
  else document.addEventListener('DOMContentLoaded', show);
  return place;
}

/** Whether an earlier visit has left something here. Where the browser does not say what is stored, it may have. */
async function isKnown(): Promise<boolean> {
  try {
    if (localStorage.getItem(`foyer:${site}`) !== null) return true;
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => `${name}:`.startsWith(`foyer:${site}:`));
  } catch {
    return true;
  }
}

/** Somebody who has a conversation here, and did not take their consent back. */
function isAwaited(): boolean {
  try { return localStorage.getItem(`foyer:${site}`)?.includes('"isReturning":true') === true; } catch { return false; }
}

function drawLauncher(shadow: ShadowRoot): HTMLButtonElement {
  const launcher = document.createElement('button');
  launcher.type = 'button';
  const locale = given('locale');
  const tags = locale && locale !== 'auto' ? [locale] : [document.documentElement.lang, ...navigator.languages];
  const asked = askedNames.find(([fragment]) => location.hash.startsWith(fragment))?.[1];
  const label = asked ? launcherName(tags, asked) : given('label');
  const name = launcherName(tags);
  launcher.setAttribute('aria-label', label ? `${label}: ${name}` : name);
  launcher.setAttribute('aria-expanded', 'false');
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial !important } :host([hidden]) { display: none !important }
    button { all: initial; position: fixed; z-index: var(--foyer-z, 2147483000); inset-block-end: var(--foyer-offset, 20px); inset-inline-${given('position') === 'start' ? 'start' : 'end'}: var(--foyer-offset, 20px);
      box-sizing: border-box; min-inline-size: 56px; block-size: 56px; padding: 0${label ? ' 22px 0 18px' : ''}; border-radius: 28px; cursor: pointer; display: flex; gap: 8px; place-items: center; place-content: center;
      background: var(--foyer-accent, #2a5bd7); color: var(--foyer-on-accent, #fff); box-shadow: 0 2px 12px rgb(0 0 0 / .2); font: 600 15px/1.4 var(--foyer-font, system-ui, sans-serif) }
    button:focus-visible { outline: 2px solid var(--foyer-accent, #2a5bd7); outline-offset: 2px }
    @media (forced-colors: active) { button { border: 1px solid } }
    @media print { button { display: none } }`);
  shadow.adoptedStyleSheets = [style];
  const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 20 20', width: '26', height: '26', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) drawing.setAttribute(name, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-4 3.5v-3.5a1.5 1.5 0 0 1-1.5-1.5z');
  drawing.append(path);
  launcher.append(drawing, label);
  shadow.append(launcher);
  return launcher;
}

// A router that puts in another body runs the scripts in it again: a chat that stood beside its script goes to the new one.
const again = window.foyer?.sites?.[site];
if (again) { if (mode === 'inline') again(script); } else {
  const place = start();
  const sites = window.foyer?.sites;
  if (sites) sites[site] = place;
}
