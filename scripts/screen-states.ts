import { link } from '../demo/e2e/link.ts';
import { revoke } from '../demo/e2e/revoke.ts';
import { Person } from '../demo/seed/person.ts';
import type { TextKey } from '../widget/src/locales/en.ts';
import { peopleStates } from './people-states.ts';
import { begin, openSettings, type ScreenState, type StateStage } from './state-stage.ts';

const field = ({ page, say }: StateStage) => page.getByRole('textbox', { name: say('message') });

async function write(stage: StateStage, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await field(stage).fill(text);
    await field(stage).press('Enter');
  }
}

/** A conversation with answers in it. */
async function talk(stage: StateStage): Promise<void> {
  const { user } = await begin(stage);
  await write(stage, ...stage.story.visitor);
  await stage.page.locator('[data-seq="2"]').waitFor();
  await stage.team.say(await stage.team.open({ kind: 'support', visitor: user.id }), ...stage.story.answers);
  await stage.page.locator('[data-seq="4"]').waitFor();
}

const refused = (code: string, status: number, title: TextKey): ScreenState['show'] => async ({ page, say, open }) => {
  await page.route('**/api/v1/sessions', (route) => route.fulfill({ status, json: { error: { code, message: '' } } }));
  await open();
  await page.getByRole('heading', { name: say(title) }).waitFor();
};

/** Screens that each begin anew. A new one is a new line: a name, and how to come there. */
export const states: readonly ScreenState[] = [
  ...peopleStates,
  { name: 'ask', tag: 'data-ask="name email" data-privacy="/privacy"', show: async ({ page, say, open }) => {
    await open();
    await page.getByRole('heading', { name: say('askTitle') }).waitFor();
  } },
  { name: 'ask-offline', tag: 'data-ask="name email" data-privacy="/privacy"', show: async ({ page, say, open }) => {
    const { cut } = await link(page.context());
    await open();
    await page.getByRole('heading', { name: say('askTitle') }).waitFor();
    cut();
    await page.getByText(say('askOffline')).waitFor();
  } },
  { name: 'failed', show: async (stage) => {
    await stage.page.routeWebSocket('**/sync**', (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const frame = typeof message === 'string' ? JSON.parse(message) as { id: number; name?: string } : undefined;
        if (frame?.name === 'message.send') socket.send(JSON.stringify({ t: 'error', id: frame.id, error: { code: 'forbidden', message: '' } }));
        else server.send(message);
      });
    });
    await stage.open();
    await write(stage, ...stage.story.visitor);
    await stage.page.getByText(stage.say('errorForbidden'), { exact: false }).last().waitFor();
  } },
  { name: 'unsent', show: async (stage) => {
    const { page, server, story, say } = stage;
    const { cut, mend } = await link(page.context());
    const { user, refreshToken } = await begin(stage);
    await write(stage, story.last);
    await page.locator('[data-seq="1"]').waitFor();
    const neighbour = await Person.visitor(server.url, story.neighbours[0] ?? '');
    const direct = await neighbour.open({ kind: 'direct', with: user.id });
    await neighbour.say(direct, story.direct);
    await page.evaluate((id) => window.foyer('openConversation', { id }), direct);
    await page.getByText(story.direct).last().waitFor();
    cut();
    await page.getByText(say('offline')).last().waitFor();
    await write(stage, story.queued);
    await page.getByText(say('queued'), { exact: true }).last().waitFor({ state: 'attached' });
    await revoke(server.url, refreshToken);
    mend();
    await page.getByRole('heading', { name: say('unsentTitle') }).waitFor({ timeout: 40_000 });
  } },
  { name: 'blocked', show: async (stage) => {
    const { user } = await begin(stage);
    await write(stage, ...stage.story.visitor);
    await stage.page.locator('[data-seq="2"]').waitFor();
    await stage.team.block(user.id);
    await stage.page.getByText(stage.say('composerBlocked')).waitFor();
  } },
  { name: 'closed', show: refused('site-disabled', 403, 'closedTitle') },
  { name: 'outdated', show: refused('bad-request', 400, 'outdatedTitle') },
  { name: 'no-connection', show: async ({ page, say, open }) => {
    await page.route('**/api/**', (route) => route.abort());
    await open();
    await page.getByRole('heading', { name: say('unreachableTitle') }).waitFor();
  } },
  { name: 'notifications-denied', show: async (stage) => {
    await stage.page.addInitScript(() => { Object.defineProperty(Notification, 'permission', { value: 'denied' }); });
    await openSettings(stage);
    await stage.page.getByText(stage.say('notifyDenied')).scrollIntoViewIfNeeded();
  } },
  { name: 'inline', tag: 'data-mode="inline"', show: talk },
  { name: 'page', tag: 'data-mode="page"', show: talk },
  { name: 'forced-colors', forcedColors: 'active', show: talk },
  { name: 'forced-colors-settings', forcedColors: 'active', show: openSettings },
  ...(['thread', 'home', 'settings'] as const).map((screen): ScreenState => ({
    name: `largest-${screen}`, chosen: { textSize: 'largest', locale: 'de' }, only: { device: 'small', viewport: { width: 320, height: 568 }, language: 'de' },
    show: async (stage) => {
      if (screen === 'settings') { await openSettings(stage); return; }
      await stage.open();
      await write(stage, 'Der Schirm meiner Leselampe hat einen Sprung.');
      await stage.page.locator('[data-seq="1"]').waitFor();
      if (screen === 'thread') return;
      await stage.page.getByRole('button', { name: stage.say('back'), exact: true }).click();
      await stage.page.getByRole('button', { name: stage.say('newChat') }).waitFor();
    },
  })),
];
