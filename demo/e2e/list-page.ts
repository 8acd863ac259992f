import type { SearchHit, Summary } from '@foyer-chat/widget/headless';
import type { Locator, Page } from '@playwright/test';

export const me = 'me-000000';
const names = ['Ana Kovač', 'Sofia Klein-Hohenfels von der Tannenbrücke und zu Unterleuten', 'محمد علي', 'Saturday workshop', 'Omar Petit', 'Hana Brandt', 'Jun Watanabe', 'Mei Okafor'];
const dayMs = 86_400_000;
const ages = [0, 60_000, dayMs, 3 * dayMs, 30 * dayMs, 400 * dayMs];
const longWord = 'Averyveryverylongwordthatnobodywouldwritebutsomebodydoes'.repeat(4);

/** As many conversations as asked for. The first ones show what a row can show; `changes` by place. */
export function conversationsOf(count: number, changes: Readonly<Record<number, Partial<Summary>>> = {}): Summary[] {
  return Array.from({ length: count }, (_, index): Summary => {
    const other = { id: `other-${index}`, name: names[index % names.length] ?? '', kind: 'customer', role: 'member' } as const;
    return {
      id: `conversation-${index}`, kind: index === 3 ? 'group' : 'direct', title: index === 3 ? 'Saturday workshop' : '', version: 9, lastSeq: 9, unread: [3, 0, 120][index] ?? 0,
      people: [{ id: me, name: 'Me', kind: 'visitor', role: 'member' }, other], watermarks: { deliveredSeq: 9, readSeq: index === 3 ? 9 : 4 },
      lastMessage: {
        seq: 9, clientId: 'c', from: index % 4 === 3 ? me : other.id, at: Date.now() - (ages[index] ?? 400 * dayMs),
        content: { kind: 'text', text: index === 1 ? longWord : 'Is the blue one back?' },
      },
      ...changes[index],
    };
  });
}

/** A page of its own with the elements of the chat, and nothing on it. */
export async function openBlank(page: Page, url: string, { lang = 'en', dir = 'ltr' } = {}): Promise<void> {
  await page.context().grantPermissions(['local-network-access']);
  await page.route(`${url}/list`, (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><html lang="${lang}" dir="${dir}"><title>List</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <style>body { margin: 0 } main { block-size: 100dvh; display: grid; grid-template-rows: minmax(0, 1fr) }</style><body><main></main></body></html>`,
  }));
  await page.goto(`${url}/list`);
  await page.evaluate(async (script) => {
    await import(script);
    // The places bring the list and its menu.
    const panel = Object.assign(document.createElement('foyer-panel'), { layers: [{ name: 'chats' }] });
    document.body.append(panel);
    await customElements.whenDefined('foyer-places');
    panel.remove();
    // Whatever is told is the title of the page.
    for (const type of ['foyer-pick', 'foyer-start', 'foyer-arrange', 'foyer-mark-read', 'foyer-hit', 'foyer-search-close']) {
      document.addEventListener(type, (event) => { document.title = `${type} ${JSON.stringify((event as CustomEvent).detail)}`; });
    }
  }, '/foyer-chat.js');
}

/** A list alone on a page. */
export async function showList(page: Page, url: string, conversations: readonly Summary[], properties: object = {}, language = {}): Promise<void> {
  await openBlank(page, url, language);
  await page.evaluate(({ conversations, properties, me }) => {
    const list = Object.assign(document.createElement('foyer-conversation-list'), {
      conversations, me, presence: new Map([['other-0', { user: 'other-0', online: true }]]), drafts: new Map([['conversation-4', 'Not sent yet']]), typing: new Map([['conversation-5', ['other-5']]]), ...properties,
    });
    document.querySelector('main')?.append(list);
  }, { conversations, properties, me });
}

export const rows = (page: Page): Locator => page.getByRole('list', { name: 'Conversations' }).locator('button.row');

export const hit = (index: number, excerpt: string, seq?: number): SearchHit => ({
  conversation: conversationsOf(index + 1)[index] as Summary, at: Date.now() - index * 60_000, excerpt, ...(seq === undefined ? {} : { seq }),
});

/** A places element whose client has this list and does what it is told, as the real one does. Keeps what it was told in `window.told`. */
export async function showChats(page: Page, url: string, conversations: readonly Summary[], found: readonly SearchHit[] = [], language = {}): Promise<void> {
  await openBlank(page, url, language);
  await page.evaluate(({ conversations, found, me }) => {
    const told: unknown[] = [];
    const store = <T>(value: T) => {
      const listeners = new Set<(value: T) => void>();
      return {
        value,
        set(next: T): void { this.value = next; for (const listener of listeners) listener(next); },
        subscribe: (listener: (value: T) => void) => { listeners.add(listener); return () => listeners.delete(listener); },
      };
    };
    const inbox = store({ conversations, team: [], unread: 0, loaded: true });
    const change = (id: string, with_: object): void => {
      told.push({ id, ...with_ });
      inbox.set({ ...inbox.value, conversations: inbox.value.conversations.map((one) => (one.id === id ? { ...one, ...with_ } : one)) });
    };
    const tools = { arrange: change, markRead: (id: string) => { change(id, { unread: 0 }); }, search: async () => ({ hits: found }) };
    const client = {
      inbox, me: store({ id: me, name: 'Me', kind: 'visitor' }), presence: store(new Map([['other-0', { user: 'other-0', online: true }]])), drafts: store(new Map()), typing: store(new Map()),
      status: store({ name: 'online' }), queued: store(0), storage: store('indexeddb'), listTools: async () => tools,
    };
    Object.assign(window, { told, client });
    document.querySelector('main')?.append(Object.assign(document.createElement('foyer-places'), { client, place: 'chats' }));
  }, { conversations, found, me });
}
