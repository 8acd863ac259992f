import { expect, test } from 'vitest';

test('the package can be imported and asked for its elements where there is no page', async () => {
  expect((globalThis as { document?: unknown }).document).toBeUndefined();
  const { defineElements } = await import('./index.ts');
  await expect(defineElements()).resolves.toBeUndefined();
  await expect(import('./auto.ts')).resolves.toBeDefined();
});
