import { setTimeout as delay } from 'node:timers/promises';
import { responses } from '@foyer-chat/widget/protocol';
import { SignJWT } from 'jose';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { runCli } from '../harness.ts';
import { crashingServer } from './crashing-server.ts';
import { headlessClient } from './headless.ts';
import { scale } from './test-scale.ts';
import { until } from './until.ts';

const cycles = scale(5, 100);
const messages = 30;
const site = 'demo';

test('a server killed while a visitor becomes a customer leaves one or the other, and each message once, in order, under who it is', { timeout: 60_000 + cycles * 20_000 }, async (context) => {
  const { run, data, start } = await crashingServer(context);
  let server = await start();
  const secret = new TextEncoder().encode((await runCli(data, ['site', 'set', site, 'secret', 'new'])).stdout.trim().split('\n').at(-1));
  const identityOf = (sub: string) => new SignJWT().setProtectedHeader({ alg: 'HS256' }).setSubject(sub).setAudience(site).setExpirationTime('4m').sign(secret);
  const arrive = async (sub: string) => v.parse(responses.session, await (await fetch(`${server.httpUrl}/api/v1/sessions`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: server.origin }, body: JSON.stringify({ site, identity: await identityOf(sub) }),
  })).json());
  // The running server looks once a second for what the command line has changed.
  await until('the new secret to hold', 10_000, () => arrive('first').then(() => true, () => false));
  let wasMoved = 0;
  let wasEarly = 0;

  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    const sub = `customer-${cycle}`;
    const known = run.random.chance(0.5) ? (await arrive(sub)).user.id : undefined;
    const client = await headlessClient({ httpUrl: server.httpUrl, origin: server.origin });
    context.onTestFinished(() => client.stop());
    let resets = 0;
    client.on('reset', () => { resets += 1; });
    await client.start();
    await until('a visitor', 20_000, () => client.status.value.name === 'online');
    const visitor = client.me.value?.id;
    const opened = await client.openConversation({ support: true });
    const wanted = Array.from({ length: messages }, (_, index) => `${cycle}-${index}`);
    const writing = (async () => {
      for (const text of wanted) {
        await opened.send({ kind: 'text', text });
        await delay(run.random.integer(0, 8));
      }
    })();
    await delay(run.random.integer(0, 120));
    const token = await identityOf(sub);
    const identified = client.identify({ token }).then(() => true, () => false);
    await delay(run.random.integer(0, 25));
    await server.kill();
    if (!(await identified)) wasEarly += 1;
    run.step(`cycle ${cycle}: ${known === undefined ? 'new' : 'known'}, killed ${client.me.value?.kind === 'customer' ? 'after' : 'before'} the answer`);
    server = await start();
    await writing;
    await until('the customer', 60_000, () => client.me.value?.kind === 'customer');
    await until('the outbox to be empty', 60_000, () => client.queued.value === 0);
    const me = client.me.value?.id ?? '';
    if (me !== visitor) wasMoved += 1;
    expect(me).toBe(known ?? visitor);
    const shown = () => opened.timeline.value.items.map(({ message, own }) => `${own ? '' : '- '}${message.content.kind === 'text' ? message.content.text : ''}`);
    await until('everything to show', 20_000, () => shown().length >= messages && opened.timeline.value.items.every(({ message }) => message.seq > 0));
    expect(shown()).toEqual(wanted);
    expect(opened.timeline.value.items.map(({ message }) => message.seq)).toEqual(wanted.map((_, index) => index + 1));
    expect([resets, opened.refused.value]).toEqual([0, undefined]);
    const stored = await headlessClient({ httpUrl: server.httpUrl, origin: server.origin });
    await stored.identify({ token: await identityOf(sub) });
    await stored.start();
    const fresh = await stored.openConversation({ id: opened.id });
    await until('the server’s own copy', 20_000, () => fresh.timeline.value.items.length === messages);
    expect(fresh.timeline.value.items.map(({ message }) => `${message.from} ${message.content.kind === 'text' ? message.content.text : ''}`)).toEqual(wanted.map((text) => `${me} ${text}`));
    await Promise.all([client.stop(), stored.stop()]);
  }
  run.report(`identify and kill -9: ${cycles} cycles, ${wasMoved} moved, ${wasEarly} without an answer`);
});
