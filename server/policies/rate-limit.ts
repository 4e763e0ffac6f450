export interface RateLimit {
  /** Seconds to wait, or null when the request may go on. */
  take(key: string, now: number): number | null;
}

const MOST_KEYS = 10_000;

/**
 * A bucket for each key that holds `burst` requests and fills by `perSecond`; of this process only. Of too many keys the one is forgotten
 * that was heard of longest ago: whoever goes on asking is not let off by the others.
 */
export function createRateLimit({ burst, perSecond }: { burst: number; perSecond: number }): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key, now) {
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      const elapsed = Math.max(0, now - bucket.at) / 1000;
      const left = Math.min(burst, bucket.left + elapsed * perSecond);
      const goesOn = left >= 1;
      // A map keeps the order in which its keys came.
      buckets.delete(key);
      buckets.set(key, { left: goesOn ? left - 1 : left, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > MOST_KEYS && oldest !== undefined) buckets.delete(oldest);
      return goesOn ? null : Math.ceil((1 - left) / perSecond);
    },
  };
}

/**
 * What of an address is limited as one: an IPv4 address, or the /64 network of an IPv6 one, because everybody with IPv6 has more addresses
 * than anybody can count.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole =
    tail === undefined ? groups : [...groups, ...Array(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
