const HOUR_MS = 3_600_000;

/** How long something that stands for a sign-in is good: without use, and at all. */
export interface Lifetime {
  idleHours: number;
  maxHours: number;
}

/** Is it over? Instants are epoch ms by the server's clock. */
export function isOver(use: { startedAt: number; seenAt: number }, { idleHours, maxHours }: Lifetime, now: number): boolean {
  return now - use.seenAt > idleHours * HOUR_MS || now - use.startedAt > maxHours * HOUR_MS;
}

export function sessionLifetime(limits: { sessionIdleHours: number; sessionMaxDays: number }): Lifetime {
  return { idleHours: limits.sessionIdleHours, maxHours: limits.sessionMaxDays * 24 };
}

export function deviceLifetime(limits: { deviceIdleDays: number; deviceMaxDays: number }): Lifetime {
  return { idleHours: limits.deviceIdleDays * 24, maxHours: limits.deviceMaxDays * 24 };
}
