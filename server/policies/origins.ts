/** Which browsers' origins may do what. A request that no page made (a command line, a test) bears no origin. */

export function isExtensionOrigin(origin: string): boolean {
  return /^(chrome-extension|moz-extension):\/\/[\w-]+$/.test(origin);
}

/** A form may come only from our own pages. Without both headers it was no browser's form, so it is refused. */
export function isOwnForm(headers: Headers, ownOrigin: string): boolean {
  const origin = headers.get('origin');
  if (origin !== null && origin !== 'null') {
    return origin === ownOrigin || hostOf(origin) === headers.get('host');
  }
  return headers.get('sec-fetch-site') === 'same-origin';
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
