import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, type FoyerServer } from './fixtures.ts';

/** What the site's own server does: it signs who is signed in there. */
export function siteOf(server: FoyerServer): (sub: string, name: string) => string {
  const secret = server.run('site', 'set', 'demo', 'secret', 'new').trim().split('\n').at(-1) ?? '';
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return (sub, name) => {
    const body = `${part({ alg: 'HS256' })}.${part({ sub, name, aud: 'demo', exp: Math.floor(Date.now() / 1000) + 120 })}`;
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  };
}

/** The server looks once a second for what the command line has changed. */
export const identified = async (page: Page, token: string) => expect.poll(() => page.evaluate((signed) => window.foyer('identify', { token: signed }).then(() => 'done', String), token)).toBe('done');
