import { buildExtensionIfStale, TARGETS } from '../../scripts/support/extension.ts';

/** The browsers load what is built, so it must be what is written. */
export async function setup(): Promise<void> {
  for (const target of TARGETS) await buildExtensionIfStale(target);
}
