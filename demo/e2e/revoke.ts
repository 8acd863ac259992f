import { expect } from '@playwright/test';

/** Somebody else uses the device's token, twice: the server ends the session of both. */
export async function revoke(url: string, refreshToken: string): Promise<void> {
  const use = async (attempt: string) => (await fetch(`${url}/api/v1/sessions/refresh`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: JSON.stringify({ refreshToken, attempt }),
  })).status;
  expect([await use('theirs'), await use('another')]).toEqual([200, 401]);
}
