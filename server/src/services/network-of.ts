import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name a network: whoever is given one has all addresses in it. */
const networkGroups = 4;
const allGroups = 8;

/** What rate limits count an address as: IPv6 by its /64, an IPv4 address also where it is written as IPv6 (`::ffff:192.0.2.1`). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (isMapped) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  return `${groups.slice(0, networkGroups).map((group) => group.toString(16)).join(':')}::/64`;
}

function groupsOf(address: string): number[] {
  const [plain = ''] = address.split('%');
  const hex = plain.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [before = [], after = []] = hex.split('::').map((half) => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16))));
  return [...before, ...Array.from({ length: allGroups - before.length - after.length }, () => 0), ...after];
}
