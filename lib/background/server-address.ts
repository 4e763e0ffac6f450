/** The origin a person meant, or null. Plain http is taken on this very machine only. */
export function serverOrigin(typed: string): string | null {
  const text = typed.trim();
  const isHere = /^(https?:\/\/)?(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/i.test(text);
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isHere ? 'http' : 'https'}://${text}`;
  const url = URL.parse(withScheme);
  if (url === null || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'http:' ? !isHere : url.protocol !== 'https:') return null;
  return url.origin;
}
