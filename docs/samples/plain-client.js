import { WebSocket } from 'ws';
import { readFrame } from './feed-bytes.js';

const server = process.env.CHAT_SERVER ?? 'http://localhost:8080';

async function api(path, { token, body } = {}) {
  const response = await fetch(`${server}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.code);
  return answer;
}

// 1. A session, and the conversation at a version.
const { accessToken: token, user } = await api('/sessions', { body: { site: 'demo' } });
const conversation = await api('/conversations', { token, body: { kind: 'support' } });

// 2. A socket, and on it a channel for the conversation's feed.
const socket = new WebSocket(`${server.replace('http', 'ws')}/sync`, ['foyer.1', `token.${token}`], { origin: server });
const say = (frame) => { socket.send(JSON.stringify(frame)); };
socket.on('open', () => { say({ t: 'open', ch: 1, feed: `conversation/${conversation.id}` }); });

// 3. Changes are applied in the order of their versions.
async function apply(changes) {
  for (const change of changes) {
    if (change.v <= conversation.version) continue;
    if (change.v > conversation.version + 1) {
      await apply((await api(`/conversations/${conversation.id}/changes?after=${conversation.version}`, { token })).changes);
      return apply(changes);
    }
    conversation.version = change.v;
    if (change.kind === 'message') show(change.message);
  }
}

function show({ seq, from, content }) {
  console.log(`${seq} ${from === user.id ? 'me' : from}: ${content.text}`);
  if (from === user.id) socket.close(1000);
}

let applied = Promise.resolve();
socket.on('message', (data, isBinary) => {
  if (isBinary) {
    const { entries } = readFrame(data);
    applied = applied.then(() => apply(entries));
    return;
  }
  const frame = JSON.parse(data);
  if (frame.t === 'opened') {
    // 4. What is missing: sync step 1 with an empty state vector, on channel 1. Then a message.
    socket.send(Uint8Array.of(1, 0, 0, 1, 0));
    say({ t: 'command', id: 1, name: 'message.send', args: { conversation: conversation.id, clientId: 'hello-1', content: { kind: 'text', text: 'Hello' } } });
  }
  if (frame.t === 'ok') console.log(`stored as message ${frame.result.seq}`);
  if (frame.t === 'error' || frame.t === 'closed') console.error(frame);
});
