import { expect, test } from 'vitest';
import type { Accepted } from './links-store.ts';
import { withStore, type Scenario } from './store-contract.ts';
import type { DeviceRow, SiteRow, Store, UserRow } from './store.ts';

/** The rules of links between devices, and of the count of one's devices, which every engine keeps. */
export function linksContract(open: () => Promise<Store>): void {
  let store: Store;
  let scenario: Scenario;
  withStore(open, (...opened) => { [store, scenario] = opened; });

  interface Visitor { site: SiteRow; user: UserRow; device: DeviceRow; hash: Uint8Array }
  async function visitor(site: SiteRow, user?: UserRow): Promise<Visitor> {
    const who = user ?? await scenario.user(site);
    const hash = scenario.hash();
    return { site, user: who, hash, device: await store.devices.create({ uid: scenario.id('device'), userId: who.id, siteId: site.id, label: '', refreshHash: hash, expiresAt: scenario.at + 1e12, at: scenario.at }) };
  }

  interface Made { key: string; codeStart: string; codeHash: Uint8Array; expiresAt: number }
  async function link({ user }: Pick<Visitor, 'user'>, given: Partial<Made> = {}): Promise<Made> {
    const made = { key: scenario.id('key'), codeStart: scenario.id('code'), codeHash: scenario.hash(), expiresAt: scenario.at + 1000, ...given };
    expect(await store.links.make({ ...made, userId: user.id, at: scenario.at })).toBe(true);
    return made;
  }
  const byKey = ({ key }: Made, site: SiteRow, at = scenario.at) => store.links.byKey(key, site.id, at);
  const guess = ({ codeStart }: Made, codeHash: Uint8Array, site: SiteRow, at = scenario.at) => store.links.byCode({ codeStart, codeHash, siteId: site.id, at, maxWrong: 3 });
  const accept = ({ key }: Made, { site, hash }: Pick<Visitor, 'site' | 'hash'>, newHash = scenario.hash(), at = scenario.at) =>
    store.links.accept({ key, siteId: site.id, oldHash: hash, newHash, expiresAt: at + 1e12, at });
  function done(accepted: Accepted): Extract<Accepted, { status: 'identified' }> {
    if (accepted.status !== 'identified') throw new Error(accepted.status);
    return accepted;
  }
  const devicesOf = async ({ id }: UserRow) => (await store.devices.ofUser(id)).map((device) => device.id);
  const revisionOf = async ({ id }: UserRow) => (await store.users.get(id))?.devicesRevision;

  test('a link leads to its visitor by its key and by its code, on their site, until it expires, another one is made or it is ended', async () => {
    const site = await scenario.site();
    const ada = await visitor(site);
    const made = await link(ada);
    const found = { key: made.key, userId: ada.user.id, expiresAt: made.expiresAt };
    expect([await byKey(made, site), await guess(made, made.codeHash, site)]).toEqual([found, found]);
    const elsewhere = await scenario.site();
    expect([await byKey(made, elsewhere), await guess(made, made.codeHash, elsewhere)]).toEqual([undefined, undefined]);
    expect([await byKey(made, site, made.expiresAt), await guess(made, made.codeHash, site, made.expiresAt)]).toEqual([undefined, undefined]);
    const next = await link(ada);
    expect([await byKey(made, site), (await byKey(next, site))?.key]).toEqual([undefined, next.key]);
    await store.links.end(ada.user.id);
    expect(await byKey(next, site)).toBeUndefined();
  });

  test('a code that starts as another one that holds is refused, and is free again when that has run out', async () => {
    const site = await scenario.site();
    const [ada, bob] = [await visitor(site), await visitor(site)];
    const { codeStart, expiresAt } = await link(ada);
    const asked = { key: scenario.id('key'), codeStart, codeHash: scenario.hash(), userId: bob.user.id, expiresAt: expiresAt + 1000 };
    expect(await store.links.make({ ...asked, at: scenario.at })).toBe(false);
    expect(await store.links.make({ ...asked, at: expiresAt })).toBe(true);
  });

  test('right guesses at a code count for nothing; after so many wrong ones, also at once, it is of no link, and the key still is', async () => {
    const site = await scenario.site();
    const made = await link(await visitor(site));
    for (let at = 0; at < 9; at += 1) expect(await guess(made, made.codeHash, site)).toBeDefined();
    for (let at = 0; at < 2; at += 1) expect(await guess(made, scenario.hash(), site)).toBeUndefined();
    expect(await guess(made, made.codeHash, site)).toBeDefined();
    await Promise.all(Array.from({ length: 5 }, () => guess(made, scenario.hash(), site)));
    expect([await guess(made, made.codeHash, site), await byKey(made, site)]).toEqual([undefined, expect.anything()]);
  });

  test('a device that comes by a link is the visitor’s, with all that was there; the former visitor is no more, and the count tells of it', async () => {
    const site = await scenario.site();
    const [ada, bob] = [await visitor(site), await visitor(site)];
    const [bobsOther, friend] = [await visitor(site, bob.user), await visitor(site)];
    const talk = await scenario.group(site, [bob.user, friend.user]);
    await store.log.append(scenario.message(talk, bob.user, bob.device));
    await link(bob);
    const made = await link(ada);
    const accepted = done(await accept(made, bob));
    expect(accepted).toMatchObject({ user: { id: ada.user.id, devicesRevision: 1 }, device: { id: bob.device.id, userId: ada.user.id }, visitor: { id: bob.user.id }, conversations: [{ id: talk.id }] });
    expect(accepted.devices.sort()).toEqual([bob.device.id, bobsOther.device.id].sort());
    expect(await devicesOf(ada.user)).toEqual([ada.device.id, bob.device.id, bobsOther.device.id]);
    expect([await store.users.get(bob.user.id), (await store.conversations.get(talk.id))?.members.map(({ userId }) => userId).sort()]).toEqual([undefined, [ada.user.id, friend.user.id].sort()]);
    expect((await store.log.page(talk.id, { after: 0 }, 9))[0]).toMatchObject({ from: ada.user.uid });
  });

  test('a link is used once, and the device that has used it may ask again as long as its new token was not used', async () => {
    const site = await scenario.site();
    const [ada, bob, carol] = [await visitor(site), await visitor(site), await visitor(site)];
    const made = await link(ada);
    const next = scenario.hash();
    done(await accept(made, bob, next));
    const again = done(await accept(made, bob, next));
    expect([again.user.id, again.visitor, again.devices]).toEqual([ada.user.id, undefined, []]);
    expect([await byKey(made, site), await guess(made, made.codeHash, site), await accept(made, carol)]).toEqual([undefined, undefined, { status: 'gone' }]);
    expect((await accept(made, bob)).status).toBe('reused');
    expect((await store.devices.get(bob.device.id))?.revokedAt).toBe(scenario.at);
  });

  test('two devices that come by one link at once are one', async () => {
    const site = await scenario.site();
    const [ada, bob, carol] = [await visitor(site), await visitor(site), await visitor(site)];
    const made = await link(ada);
    const statuses = (await Promise.all([accept(made, bob), accept(made, carol)])).map(({ status }) => status).sort();
    expect([statuses, (await devicesOf(ada.user)).length]).toEqual([['gone', 'identified'], 2]);
  });

  test('nothing is done by a token of a customer, of another site or of nobody, nor by a link that has run out or whose visitor is a customer by now', async () => {
    const site = await scenario.site();
    const [ada, bob] = [await visitor(site), await visitor(site)];
    const customer = await visitor(site, await store.users.create({ uid: scenario.id('user'), siteId: site.id, kind: 'customer', externalId: scenario.id('sub'), name: 'Cora', at: scenario.at }));
    const far = await visitor(await scenario.site());
    const made = await link(ada);
    for (const asker of [customer, { ...far, site }, { site, hash: scenario.hash() }]) expect(await accept(made, asker)).toEqual({ status: 'apart' });
    expect(await accept(made, bob, scenario.hash(), made.expiresAt)).toEqual({ status: 'gone' });
    await store.users.identify({ siteId: site.id, externalId: scenario.id('sub'), said: {}, oldHash: ada.hash, newHash: scenario.hash(), expiresAt: scenario.at + 1e12, at: scenario.at });
    expect([await byKey(made, site), await accept(made, bob)]).toEqual([undefined, { status: 'gone' }]);
    expect(await devicesOf(bob.user)).toEqual([bob.device.id]);
  });

  test('a link goes with its visitor: erased, or somebody else', async () => {
    const site = await scenario.site();
    const [ada, bob] = [await visitor(site), await visitor(site)];
    const [adas, bobs] = [await link(ada), await link(bob)];
    done(await accept(adas, bob));
    expect(await byKey(bobs, site)).toBeUndefined();
    const next = await link(ada);
    await store.users.erase(ada.user.uid, scenario.at);
    expect(await byKey(next, site)).toBeUndefined();
  });

  test('each device that comes after the first, and each that ends, counts up once', async () => {
    const site = await scenario.site();
    const ada = await visitor(site);
    expect(await revisionOf(ada.user)).toBe(0);
    const { device, hash } = await visitor(site, ada.user);
    expect(await revisionOf(ada.user)).toBe(1);
    await store.devices.revoke(device.id, scenario.at);
    await store.devices.revoke(device.id, scenario.at);
    expect([await revisionOf(ada.user), (await store.devices.rotate({ oldHash: hash, newHash: scenario.hash(), expiresAt: scenario.at + 1, at: scenario.at })).status]).toEqual([2, 'unknown']);
  });

  test('when a device was last seen never goes back', async () => {
    const { device } = await visitor(await scenario.site());
    await store.devices.setLastSeen([{ id: device.id, at: scenario.at + 5 }]);
    await store.devices.setLastSeen([{ id: device.id, at: scenario.at + 3 }]);
    expect((await store.devices.get(device.id))?.lastSeenAt).toBe(scenario.at + 5);
  });
}
