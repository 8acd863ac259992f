import { once } from 'node:events';
import { WebSocket } from 'ws';
import { staff, type FoyerServer } from './fixtures.ts';

const atOnce = 128;

/** An answer of the team without a browser: the first staff member, by the link of the first start. */
export async function staffToken(server: FoyerServer): Promise<string> {
  const secret = /setup=(.+)$/.exec(server.setupUrl)?.[1];
  const answer = await fetch(`${server.url}/api/v1/staff/setup`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret, ...staff }),
  });
  if (!answer.ok) throw new Error(`Setting up: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Writes `count` messages into a conversation, one after the other: "Line 1" and so on, some of several lines. */
export async function seed(server: FoyerServer, token: string, conversation: string, count: number): Promise<void> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync`, ['foyer.1', `token.${token}`], { headers: { Origin: server.url }, perMessageDeflate: false });
  await once(socket, 'open');
  let asked = 0;
  let done = 0;
  const ask = (): void => {
    if (asked === count) return;
    asked += 1;
    const text = asked % 7 === 0 ? `Line ${asked}\n${'and more of it '.repeat(asked % 11)}` : `Line ${asked}`;
    socket.send(JSON.stringify({ t: 'command', id: asked, name: 'message.send', args: { conversation, clientId: `seed-${asked}`, content: { kind: 'text', text } } }));
  };
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) return;
      const frame = JSON.parse(data.toString()) as { t: string };
      if (frame.t === 'error') reject(new Error(data.toString()));
      if (frame.t !== 'ok') return;
      done += 1;
      if (done === count) resolve();
      else ask();
    });
    for (let index = 0; index < atOnce; index += 1) ask();
  });
  socket.terminate();
}
