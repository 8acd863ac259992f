import { Person } from '../demo/seed/person.ts';
import type { TextKey } from '../widget/src/locales/en.ts';
import { begin, openSettings, type ScreenState, type StateStage } from './state-stage.ts';

const press = (stage: StateStage, name: TextKey, values?: Record<string, string>) => stage.page.getByRole('button', { name: filled(stage, name, values), exact: true }).click();

/** As the chat says it: a value in a text that runs from right to left is isolated. */
function filled({ say, language }: StateStage, name: TextKey, values: Record<string, string> = {}): string {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, language === 'ar' ? `\u2068${value}\u2069` : value), say(name));
}

interface Company { own: Person; me: string; first: Person; direct: string; group: string; firstName: string }

/** Somebody who is among others: alone with one of them, and in a group that they own. */
async function company(stage: StateStage): Promise<Company> {
  const { page, server, story } = stage;
  const session = await begin(stage);
  const { user } = session;
  const [firstName = '', secondName = ''] = story.neighbours;
  const [first, second] = [await Person.visitor(server.url, firstName), await Person.visitor(server.url, secondName)];
  const direct = await first.open({ kind: 'direct', with: user.id });
  await first.say(direct, story.direct);
  const own = Person.of(server.url, session);
  const group = await own.open({ kind: 'group', title: story.group.title, members: [first.id, second.id] });
  await first.say(group, story.group.lines[0] ?? '');
  await second.say(group, ...story.group.lines.slice(1));
  await page.evaluate((id) => window.foyer('openConversation', { id }), group);
  await page.locator('[data-seq="2"]').waitFor();
  return { own, me: user.id, first, direct, group, firstName };
}

async function talkWith(stage: StateStage): Promise<Company> {
  const met = await company(stage);
  await stage.page.evaluate((id) => window.foyer('openConversation', { id }), met.direct);
  await stage.page.getByText(stage.story.direct).last().waitFor();
  return met;
}

/** To where the tabs are: below the conversation may lie the one that the chat began with. */
async function down(stage: StateStage): Promise<void> {
  while (!(await stage.page.getByRole('button', { name: stage.say('chats'), exact: true }).isVisible())) await press(stage, 'back');
}

/** The menu of the first message, once all that belongs into it is there. */
async function menuOf({ page }: StateStage): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.getByRole('article').first().press('Enter');
  await page.getByRole('menu').waitFor();
}

async function star(stage: StateStage): Promise<void> {
  await menuOf(stage);
  await stage.page.getByRole('menuitem', { name: stage.say('star') }).click();
  await stage.page.getByText(stage.say('starred'), { exact: true }).first().waitFor({ state: 'attached' });
}

/** Of people among each other: groups, stars, and what one does against somebody. */
export const peopleStates: readonly ScreenState[] = [
  { name: 'new-group', show: async (stage) => {
    await company(stage);
    await down(stage);
    await press(stage, 'newGroup');
    await stage.page.getByRole('textbox', { name: stage.say('groupName') }).fill(stage.story.group.title);
    await stage.page.getByRole('checkbox').first().check();
  } },
  { name: 'group-lines', show: async (stage) => {
    const { own, first, group } = await company(stage);
    await own.setRole(group, first.id, 'admin');
    // Made, two added, and this.
    await stage.page.locator('foyer-event-line').nth(3).waitFor();
  } },
  { name: 'new-group-refused', show: async (stage) => {
    const { first, firstName } = await company(stage);
    await first.choose({ adders: 'nobody' });
    await down(stage);
    await press(stage, 'newGroup');
    await stage.page.getByRole('textbox', { name: stage.say('groupName') }).fill(stage.story.group.title);
    await stage.page.getByRole('checkbox', { name: firstName }).check();
    await press(stage, 'makeGroup');
    await stage.page.getByRole('alert').waitFor();
  } },
  { name: 'group-details', show: async (stage) => {
    const { firstName } = await company(stage);
    await press(stage, 'details');
    await press(stage, 'actionsFor', { name: firstName });
    await stage.page.getByRole('button', { name: stage.say('makeAdmin') }).waitFor();
  } },
  { name: 'group-rules', show: async (stage) => {
    await company(stage);
    await press(stage, 'details');
    await stage.page.getByRole('switch', { name: stage.say('maySend') }).scrollIntoViewIfNeeded();
  } },
  { name: 'admins-write', show: async (stage) => {
    const { me, first } = await company(stage);
    const announced = await first.open({ kind: 'group', title: stage.story.group.title, members: [me] });
    await first.say(announced, ...stage.story.group.lines);
    await first.permit(announced, { send: 'admins' });
    await stage.page.evaluate((id) => window.foyer('openConversation', { id }), announced);
    await stage.page.getByText(stage.say('composerAdmins')).waitFor();
  } },
  { name: 'group-link', show: async (stage) => {
    await company(stage);
    await press(stage, 'details');
    await stage.page.getByRole('button', { name: stage.say('inviteLink') }).click();
    await press(stage, 'makeInvite');
    await stage.page.getByRole('button', { name: stage.say('copyLink') }).scrollIntoViewIfNeeded();
  } },
  { name: 'join', show: async (stage) => {
    const { page, server, story, say } = stage;
    const host = await Person.visitor(server.url, story.neighbours[0] ?? '');
    const { token } = await host.invite(await host.open({ kind: 'group', title: story.group.title, members: [] }));
    await page.goto(`${server.url}/#foyer-join=${token}`);
    await page.locator('button[aria-expanded=false]').first().click();
    await page.getByRole('button', { name: say('join'), exact: true }).waitFor();
  } },
  { name: 'starred', show: async (stage) => {
    await company(stage);
    await star(stage);
    await down(stage);
    await press(stage, 'chats');
    await press(stage, 'starredMessages');
    await stage.page.getByRole('region', { name: stage.say('starredMessages') }).getByRole('button').first().waitFor();
  } },
  { name: 'star-mark', show: async (stage) => {
    await company(stage);
    await star(stage);
  } },
  { name: 'person-details', show: async (stage) => {
    const { firstName } = await talkWith(stage);
    await press(stage, 'details');
    await stage.page.getByRole('button', { name: filled(stage, 'blockWho', { name: firstName }) }).scrollIntoViewIfNeeded();
  } },
  { name: 'apart', show: async (stage) => {
    const { firstName } = await talkWith(stage);
    await press(stage, 'details');
    await press(stage, 'blockWho', { name: firstName });
    await press(stage, 'block');
    await stage.page.getByRole('button', { name: filled(stage, 'unblockWho', { name: firstName }) }).waitFor();
    await press(stage, 'back');
    await stage.page.getByText(filled(stage, 'youBlocked', { name: firstName })).waitFor();
  } },
  { name: 'report', show: async (stage) => {
    await talkWith(stage);
    await menuOf(stage);
    await stage.page.getByRole('menuitem', { name: stage.say('report') }).click();
    await stage.page.getByRole('button', { name: stage.say('sendReport') }).waitFor();
  } },
  { name: 'privacy', show: async (stage) => {
    await openSettings(stage);
    await stage.page.getByText(stage.say('sendReceipts')).scrollIntoViewIfNeeded();
  } },
  { name: 'devices', show: async (stage) => {
    await openSettings(stage);
    await press(stage, 'linkAnother');
    await stage.page.getByRole('img', { name: stage.say('qrName') }).waitFor();
    await stage.page.getByRole('button', { name: stage.say('enterCode') }).scrollIntoViewIfNeeded();
  } },
  { name: 'enter-code', show: async (stage) => {
    await openSettings(stage);
    await press(stage, 'enterCode');
    await stage.page.getByRole('textbox', { name: stage.say('linkCode') }).waitFor();
  } },
  { name: 'link-device', show: async (stage) => {
    const { page, server, story, say } = stage;
    const host = await Person.visitor(server.url, story.neighbours[0] ?? '');
    await page.goto(`${server.url}/#foyer-link=${(await host.link()).token}`);
    await page.locator('button[aria-expanded=false]').first().click();
    await page.getByRole('button', { name: say('notNow'), exact: true }).waitFor();
  } },
];
