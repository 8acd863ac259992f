import { SignJWT } from 'jose';

const secret = new TextEncoder().encode(process.env.CHAT_SECRET);

const chatToken = (customer) => new SignJWT({ name: customer.name, email: customer.email })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(String(customer.id))
  .setAudience('shop')
  .setExpirationTime('5m')
  .sign(secret);

console.log(await chatToken({ id: 42, name: 'Ana Kovač', email: 'ana@example.org' }));
