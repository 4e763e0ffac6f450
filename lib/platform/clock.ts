/** Epoch ms by the device's own clock; add the measured skew before it means anything to anybody else. */
export function deviceNow(): number {
  return Date.now();
}

export function deviceName(): string {
  const agent = navigator.userAgent;
  const name =
    /Firefox\/\d+/.exec(agent)?.[0] ?? /YaBrowser\/\d+/.exec(agent)?.[0] ?? /Chrome\/\d+/.exec(agent)?.[0] ?? 'browser';
  const system = /Windows|Mac OS X|Android|Linux/.exec(agent)?.[0] ?? '';
  return [name.replace('/', ' '), system].filter(Boolean).join(', ');
}
