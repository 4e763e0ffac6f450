/** Dark or light as the page shows it: by its own word for the theme, else by how bright its background is. */
export function themeOf(doc: Document): 'light' | 'dark' {
  for (const element of [doc.documentElement, doc.body]) {
    const word = ['scheme', 'data-theme', 'data-color-scheme', 'class']
      .map((name) => element?.getAttribute(name) ?? '')
      .join(' ');
    if (/(^|[\s_-])(dark|space_gray)([\s_-]|$)/i.test(word)) return 'dark';
    if (/(^|[\s_-])light([\s_-]|$)/i.test(word)) return 'light';
  }
  return backgroundIsDark(doc) ? 'dark' : 'light';
}

function backgroundIsDark(doc: Document): boolean {
  const view = doc.defaultView;
  for (const element of [doc.body, doc.documentElement]) {
    const color = element && view ? view.getComputedStyle(element).backgroundColor : '';
    const channels = /^rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)(?:[,/ ]+([\d.]+))?/.exec(color);
    if (!channels || channels[4] === '0') continue;
    const [red, green, blue] = [Number(channels[1]), Number(channels[2]), Number(channels[3])];
    return 0.299 * red + 0.587 * green + 0.114 * blue < 110;
  }
  return false;
}
