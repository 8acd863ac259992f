/**
 * Pictures of every screen, of the real server with people in it: desktop and phone, light and dark, English and Arabic. Two tours go from screen to
 * screen; what begins anew, or needs a page of its own, is a line of `screen-states.ts`. They go
 * into `docs/public/screens/<screen>-<device>-<scheme>-<language>.png`. Needs `npm run test:build` and a Chromium.
 *
 *     npm run screenshots               all of them
 *     npm run screenshots -- thread     those whose name contains a word
 *     npm run screenshots -- states     those of `screen-states.ts` alone; with a word after it those of them that contain it
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { launch, staff, type FoyerServer } from '../demo/e2e/fixtures.ts';
import { Person } from '../demo/seed/person.ts';
import { stories, type Stories } from '../demo/seed/stories.ts';
import { withTag } from '../demo/e2e/script-tag.ts';
import { en, type Texts } from '../widget/src/locales/en.ts';
import { textsIn, type Language } from '../widget/src/locales/languages.ts';
import { states } from './screen-states.ts';
import type { ScreenState } from './state-stage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}docs/public/screens/`;
const words = process.argv.slice(2);
const isStatesOnly = words[0] === 'states';
const wanted = words[isStatesOnly ? 1 : 0] ?? '';
const schemes = ['light', 'dark'] as const;
const nameOf = (screen: string, device: string, scheme: string, language: string): string => `${screen}-${device}-${scheme}-${language}`;
const languages = ['en', 'ar'] as const;
const devices = {
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const;

/** The system's font is another on every machine; this one is close to what most have, and stands in the documentation's own site. */
const font = readFileSync(`${root}node_modules/vitepress/dist/client/theme-default/fonts/inter-roman-latin.woff2`).toString('base64');

interface Tour {
  page: Page;
  server: FoyerServer;
  language: (typeof languages)[number];
  story: Stories;
  team: Person;
  /** A text of the interface. */
  say: (key: Parameters<typeof texts>[1]) => string;
  /** Takes what is on the page, in both schemes. */
  shot: (screen: string) => Promise<void>;
}

const texts = (all: Texts, key: keyof Texts): string => {
  const text = all[key];
  return typeof text === 'string' ? text : text.other;
};

/** The chat on the shop's page, from the launcher to a lost connection. */
async function visit({ page, server, language, story, team, say, shot }: Tour): Promise<void> {
  const { url } = server;
  await page.goto(url);
  await page.evaluate(([lang, dir]) => { Object.assign(document.documentElement, { lang, dir }); }, [language, language === 'ar' ? 'rtl' : 'ltr'] as const);
  await shot('launcher');
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await page.locator('button[aria-expanded=false]').first().click();
  const { user } = await (await session).json() as { user: { id: string } };
  await page.getByRole('textbox', { name: say('message') }).waitFor();
  await shot('thread-empty');

  const field = page.getByRole('textbox', { name: say('message') });
  for (const text of story.visitor) {
    await field.fill(text);
    await field.press('Enter');
  }
  await page.locator('[data-seq="2"]').waitFor();
  const support = await team.open({ kind: 'support', visitor: user.id });
  await team.act(support, 'receipts/read', { seq: 2 });
  await team.say(support, ...story.answers);
  await field.fill(story.last);
  await field.press('Enter');
  await page.locator('[data-seq="5"]').waitFor();
  await team.act(support, 'receipts/read', { seq: 5 });
  await page.getByText(say('read'), { exact: true }).last().waitFor({ state: 'attached' });
  await shot('thread');
  const emoji = page.getByRole('button', { name: say('emoji'), exact: true });
  // A keyboard of a phone has its own.
  if (await emoji.isVisible()) {
    await emoji.click();
    await page.getByRole('dialog', { name: say('emoji') }).waitFor();
    await shot('emoji');
    await page.keyboard.press('Escape');
  }

  await page.getByRole('button', { name: say('details') }).click();
  await page.getByText(say('sharedLinks'), { exact: true }).waitFor();
  await shot('details');
  await page.getByRole('button', { name: say('back'), exact: true }).click();

  const neighbours = await Promise.all(story.neighbours.map((name) => Person.visitor(url, name)));
  const [first, second] = neighbours as [Person, Person];
  const group = await first.open({ kind: 'group', title: story.group.title, members: [user.id, second.id] });
  await first.say(group, story.group.lines[0] ?? '');
  await second.say(group, ...story.group.lines.slice(1));
  await first.say(await first.open({ kind: 'direct', with: user.id }), story.direct);
  await page.getByRole('button', { name: say('back'), exact: true }).click();
  const list = page.getByRole('list', { name: say('conversations') });
  await list.getByText(story.direct).waitFor();
  await shot('home');
  await page.getByRole('button', { name: say('settings'), exact: true }).click();
  await page.getByText(say('appearance'), { exact: true }).waitFor();
  await shot('settings');
  await page.getByRole('button', { name: say('showKeys'), exact: true }).click();
  await page.getByText(say('keyMove'), { exact: true }).waitFor();
  await shot('keys');
  await page.getByRole('button', { name: say('back'), exact: true }).click();
  await page.getByRole('button', { name: say('chats'), exact: true }).click();
  await list.getByText(story.group.title).waitFor();
  await shot('list');
  await list.getByText(story.group.title).click({ button: 'right' });
  await page.getByRole('menuitem', { name: say('pin'), exact: true }).waitFor();
  await shot('list-menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: say('search') }).click();
  await page.getByRole('searchbox', { name: say('search') }).fill(story.group.title.slice(0, 4));
  await page.getByRole('list', { name: say('found') }).getByRole('button').first().waitFor();
  await shot('search');
  await page.getByRole('button', { name: say('closeSearch') }).click();
  await list.getByText(story.group.title).click();
  await page.locator('[data-seq="2"]').waitFor();
  await shot('group');

  await server.kill();
  await field.fill(story.queued);
  await field.press('Enter');
  await page.getByText(say('offlineQueued').split('{')[0] ?? '').last().waitFor();
  await shot('offline');
  await server.start();
  await page.locator('[data-seq="3"]').waitFor();
  await page.getByRole('button', { name: say('closeChat') }).first().click();
  await first.say(group, story.group.lines[0] ?? '');
  await page.getByRole('button', { name: say('openChat') }).waitFor();
  if ((page.viewportSize()?.width ?? 0) > 480) await page.getByRole('button', { name: say('dismiss') }).waitFor();
  await shot('preview');
}

/** The desk of the shop's team. */
async function staffDesk({ page, server, shot }: Tour): Promise<void> {
  await page.goto(`${server.url}/staff`);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await shot('desk-sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(staff.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(staff.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('list', { name: 'Conversations' }).getByRole('button').first().waitFor();
  await shot('desk');
  await page.getByRole('list', { name: 'Conversations' }).getByText('Maya Okafor').first().click();
  await page.getByText('A 2.5 mm hex key').waitFor();
  await shot('desk-thread');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await shot('desk-palette');
  await page.keyboard.press('Escape');
  // On a phone the panel is a screen of its own.
  const panel = page.getByRole('button', { name: 'Visitor', exact: true });
  if (await panel.isVisible()) {
    await panel.click();
    await page.getByText('From the site').waitFor();
    await shot('desk-visitor');
    await page.goto(`${server.url}/staff`);
    await page.getByRole('list', { name: 'Conversations' }).getByRole('button').first().waitFor();
  }
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('lamp');
  await page.getByRole('list', { name: 'Found' }).getByRole('button').first().waitFor();
  await shot('desk-search');
  await page.keyboard.press('Escape');
  const rail = page.getByRole('navigation', { name: 'Desk' });
  for (const [button, heading, screen] of [['On the site now', 'On the site now', 'desk-people'], ['Saved replies', 'Saved replies', 'desk-replies'], ['Settings', 'Settings', 'desk-settings']] as const) {
    await rail.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: heading }).waitFor();
    await shot(screen);
  }
}

/** A page in the font that all pictures have. */
async function newPage(browser: Browser, language: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, locale: { en: 'en-GB', ar: 'ar-EG' }[language] ?? language, reducedMotion: 'reduce' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.addInitScript((data) => {
    const face = new FontFace('Inter', Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)), { weight: '100 900' });
    document.fonts.add(face);
    document.addEventListener('DOMContentLoaded', () => { document.documentElement.style.setProperty('--foyer-font', 'Inter, system-ui'); });
  }, font);
  return page;
}

const shooter = (page: Page, device: string, language: string) => async (screen: string): Promise<void> => {
  for (const colorScheme of schemes) {
    const name = nameOf(screen, device, colorScheme, language);
    if (!name.includes(wanted)) continue;
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}${name}.png` });
  }
};

const directionOf = (language: string): string => (language === 'ar' ? 'lang="ar" dir="rtl"' : `lang="${language}"`);

/** One state on a page of its own. */
async function picture(browser: Browser, { name, tag = '', chosen, forcedColors, show }: ScreenState, { device, language, options, ...stage }: {
  device: string; language: Language; options: BrowserContextOptions; server: FoyerServer; team: Person; story: Stories;
}): Promise<void> {
  if (!schemes.some((scheme) => nameOf(name, device, scheme, language).includes(wanted))) return;
  const all = language === 'en' ? en : await textsIn(language);
  const page = await newPage(browser, language, options);
  if (forcedColors) await page.emulateMedia({ forcedColors });
  if (chosen) await page.addInitScript((choice) => { localStorage.setItem('foyer:demo', JSON.stringify(choice)); }, chosen);
  await withTag(page, stage.server.url, tag, directionOf(language));
  const open = async (): Promise<void> => {
    await page.goto(stage.server.url);
    if (!tag.includes('data-mode')) await page.locator('button[aria-expanded=false]').first().click();
  };
  try {
    await show({ ...stage, page, language, open, say: (key) => texts(all, key) });
    await shooter(page, device, language)(name);
  } catch (error) {
    console.error(`${name} on the ${device} in ${language}:`, error);
    process.exitCode = 1;
  }
  await page.context().close();
}

async function picturesIn(browser: Browser, language: (typeof languages)[number]): Promise<void> {
  const server = await launch('--seed', `${root}demo/seed/seed.ts`);
  try {
    const story = stories[language];
    const all = language === 'en' ? en : await textsIn(language);
    const team = await Person.firstStaff(server.url, server.setupUrl, { ...staff, name: story.team });
    const stage = { server, team, story };
    for (const [device, options] of Object.entries(devices)) {
      for (const state of states) if (!state.only) await picture(browser, state, { ...stage, device, language, options });
      for (const tour of isStatesOnly ? [] : [visit, staffDesk]) {
        if (tour === staffDesk && language !== 'en') continue;
        const page = await newPage(browser, language, options);
        // One screen that cannot be reached takes its own tour with it, no other.
        try {
          await tour({ page, ...stage, language, say: (key) => texts(all, key), shot: shooter(page, device, language) });
        } catch (error) {
          console.error(`${tour.name} on the ${device} in ${language}:`, error);
          process.exitCode = 1;
          await server.kill();
          await server.start();
        }
        await page.context().close();
      }
    }
    if (language !== 'en') return;
    for (const state of states) if (state.only) await picture(browser, state, { ...stage, ...state.only, options: { ...devices.phone, viewport: state.only.viewport } });
  } finally {
    await server.stop();
  }
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  for (const language of languages) await picturesIn(browser, language);
} finally {
  await browser.close();
}
