export interface RateLimit {
  /** Seconds to wait, or null when the request may go on. */
  take(key: string, now: number): number | null;
}

const FORGET_ABOVE = 10_000;

/** A bucket for each key that holds `burst` requests and fills by `perSecond`; of this process only. */
export function createRateLimit({ burst, perSecond }: { burst: number; perSecond: number }): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, now) {
      if (buckets.size > FORGET_ABOVE) buckets.clear();
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      const elapsed = Math.max(0, now - bucket.at) / 1000;
      const left = Math.min(burst, bucket.left + elapsed * perSecond);
      if (left < 1) {
        buckets.set(key, { left, at: now });
        return Math.ceil((1 - left) / perSecond);
      }
      buckets.set(key, { left: left - 1, at: now });
      return null;
    },
  };
}
