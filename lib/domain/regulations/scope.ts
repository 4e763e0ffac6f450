import type { Profile } from './profile.ts';

/** May a message of this kind come from the network? What the regulation's list switches off stays off for every kind. */
export function isNetworkInScope({ scope }: Profile, network: string, kind?: string): boolean {
  if (scope.networks === 'any') return true;
  const listed = scope.networks.find((one) => one.id === network);
  if (listed) return listed.enabled;
  return scope.kinds.some((one) => one.id === kind && one.networks === 'any');
}
