import { readFileSync } from 'node:fs';
import { SignJWT, importPKCS8 } from 'jose';

const key = await importPKCS8(readFileSync(process.env.CHAT_KEY_FILE, 'utf8'), 'EdDSA');

const chatToken = (customer) => new SignJWT({ name: customer.name })
  .setProtectedHeader({ alg: 'EdDSA' })
  .setSubject(String(customer.id))
  .setAudience('shop')
  .setExpirationTime('5m')
  .sign(key);

console.log(await chatToken({ id: 42, name: 'Ana Kovač' }));
