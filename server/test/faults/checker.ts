import type { Message } from '@foyer-chat/widget/protocol';

/** What one device did and saw, as it wrote it down itself. */
export interface DeviceLog {
  user: string;
  conversation: string;
  /** In the order of sending. */
  sent: { clientId: string; text: string }[];
  /** Client id to the `seq` the server acknowledged. */
  acked: Map<string, number>;
  /** `seq` to the client id that its feed showed there. */
  seen: Map<number, string>;
  /** What no server may do, noticed on the way. */
  faults: string[];
}

/** One member's reading of a conversation's whole history. */
export interface Reading { conversation: string; reader: string; messages: readonly Message[] }

/**
 * Compares what devices were told with what is kept. Empty when every promise held:
 * an acknowledged message is there once, at its place, with its text; nothing was shown that is not there; all members read
 * the same order; each device's messages are in the order it sent them.
 */
export function findViolations(devices: readonly DeviceLog[], readings: readonly Reading[]): string[] {
  const violations = devices.flatMap(({ user, faults }) => faults.map((fault) => `${user}: ${fault}`));
  const truth = new Map<string, Reading>();
  for (const reading of readings) {
    const first = truth.get(reading.conversation);
    if (first) violations.push(...differences(first, reading));
    else truth.set(reading.conversation, reading);
  }
  for (const { conversation, messages } of truth.values()) violations.push(...brokenCounting(conversation, messages));
  for (const device of devices) {
    const reading = truth.get(device.conversation);
    if (reading) violations.push(...brokenPromises(device, reading.messages));
    else violations.push(`${device.user}: nobody read ${device.conversation}`);
  }
  return violations;
}

function differences(first: Reading, second: Reading): string[] {
  const found: string[] = [];
  for (let index = 0; index < Math.max(first.messages.length, second.messages.length); index += 1) {
    const one = JSON.stringify(first.messages[index]);
    const other = JSON.stringify(second.messages[index]);
    if (one !== other) found.push(`${first.conversation}: ${first.reader} reads ${one}, ${second.reader} reads ${other}`);
  }
  return found;
}

function brokenCounting(conversation: string, messages: readonly Message[]): string[] {
  return messages.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`${conversation}: seq ${seq} at place ${index + 1}`]));
}

function brokenPromises(device: DeviceLog, messages: readonly Message[]): string[] {
  const found: string[] = [];
  const places = new Map<string, Message[]>();
  for (const message of messages) {
    if (message.from === device.user) places.set(message.clientId, [...places.get(message.clientId) ?? [], message]);
  }
  let lastSeq = 0;
  for (const { clientId, text } of device.sent) {
    const [kept, ...more] = places.get(clientId) ?? [];
    const ackedSeq = device.acked.get(clientId);
    if (more.length > 0) found.push(`${device.user}: ${clientId} is there ${more.length + 1} times`);
    if (!kept) {
      if (ackedSeq !== undefined) found.push(`${device.user}: ${clientId} was acknowledged as ${ackedSeq} and is lost`);
      continue;
    }
    if (ackedSeq !== undefined && kept.seq !== ackedSeq) found.push(`${device.user}: ${clientId} was acknowledged as ${ackedSeq} and is at ${kept.seq}`);
    if (kept.content.kind !== 'text' || kept.content.text !== text) found.push(`${device.user}: ${clientId} has another text`);
    if (kept.seq <= lastSeq) found.push(`${device.user}: ${clientId} at ${kept.seq} was sent after the one at ${lastSeq}`);
    lastSeq = Math.max(lastSeq, kept.seq);
  }
  for (const [seq, clientId] of device.seen) {
    if (messages[seq - 1]?.clientId !== clientId) found.push(`${device.user}: was shown ${clientId} at ${seq}, where ${messages[seq - 1]?.clientId ?? 'nothing'} is`);
  }
  return found;
}
