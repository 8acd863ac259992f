import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong in the page, or in one element of it, once nothing moves any more: in the middle of a fade it would measure colours that nobody reads. */
export async function violations(page: Page, selector?: string): Promise<string[]> {
  await atRest(page);
  const axe = new AxeBuilder({ page });
  const { violations: found } = await (selector === undefined ? axe : axe.include(selector)).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Resolves when no animation that has an end is under way, in the page and in all that its elements draw. */
async function atRest(page: Page): Promise<void> {
  for (const frame of page.frames()) await frame.waitForFunction(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    return roots.every((root) => root.getAnimations().every(({ playState, effect }) => playState === 'finished' || playState === 'idle' || effect?.getComputedTiming().endTime === Infinity));
  });
}
