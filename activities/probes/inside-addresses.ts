import { BlockList, isIP } from 'node:net';

/** Addresses that are not on the open Internet (RFC 6890), and those that lead to them by another way of writing. */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
// From 64:ff9b on: an IPv4 address in an IPv6 one. "::ffff:127.0.0.1" is held against the list above by BlockList itself.
for (const [net, bits] of [
  ['::', 96],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isOn = (list: BlockList, address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** Whether an IP address is private, loopback, link-local or otherwise of no public host. False for what is no address. */
export const isInside = (address: string): boolean => isOn(inside, address);

export const isLoopback = (address: string): boolean => isOn(loopback, address);
