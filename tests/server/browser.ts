/** A browser as far as the server's pages need one: it keeps cookies, sends its forms' origin and follows nothing by itself. */
export function browser(url: string) {
  const cookies = new Map<string, string>();
  async function go(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(url + path, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
      if (/max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    get: (path: string) => go(path),
    post: (path: string, form: Record<string, string>, origin = url) =>
      go(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin } }),
  };
}
