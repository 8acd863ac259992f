import type { Page } from '@playwright/test';
import type { FoyerServer } from '../demo/e2e/fixtures.ts';
import type { Person } from '../demo/seed/person.ts';
import type { Stories } from '../demo/seed/stories.ts';
import type { TextKey } from '../widget/src/locales/en.ts';

/** A page of its own, on which nothing has been opened yet. */
export interface StateStage {
  page: Page;
  server: FoyerServer;
  language: string;
  story: Stories;
  team: Person;
  /** A text of the interface. */
  say: (key: TextKey) => string;
  /** Opens the page and its chat. */
  open: () => Promise<void>;
}

export interface ScreenState {
  name: string;
  /** Attributes of the script tag. */
  tag?: string;
  /** What the visitor has chosen in the settings. */
  chosen?: object;
  /** Taken once, with this screen and language, in place of the usual ones. */
  only?: { device: string; viewport: { width: number; height: number }; language: 'de' };
  forcedColors?: 'active';
  /** Resolves when there is something to take a picture of. */
  show: (stage: StateStage) => Promise<void>;
}

/** Opens the chat; resolves to what the server says of its session. */
export async function begin({ page, open }: StateStage): Promise<{ user: { id: string }; accessToken: string; refreshToken: string }> {
  const session = page.waitForResponse((response) => response.url().endsWith('/api/v1/sessions') && response.ok());
  await open();
  return await (await session).json() as { user: { id: string }; accessToken: string; refreshToken: string };
}

export async function openSettings({ page, say, open }: StateStage): Promise<void> {
  await open();
  await page.getByRole('button', { name: say('back'), exact: true }).click();
  await page.getByRole('button', { name: say('settings'), exact: true }).click();
  await page.getByText(say('appearance'), { exact: true }).waitFor();
}
