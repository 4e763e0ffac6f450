import { parseArgs } from 'node:util';
import { serveGallery } from '../tests/gallery/gallery-server.ts';
import { shootGallery } from '../tests/gallery/shoot.ts';
import { ensureBrowser } from './support/browsers.ts';
import { print, runTask } from './support/terminal.ts';

/** `npm run gallery`: every state of the views in a browser; `-- --shoot DIR [--only PART] [--theme dark] [--lang en] [--width 380]`: a PNG of each. */
const { values } = parseArgs({
  options: {
    shoot: { type: 'string' },
    only: { type: 'string', default: '' },
    theme: { type: 'string', default: 'light' },
    lang: { type: 'string', default: 'ru' },
    width: { type: 'string', default: '380' },
  },
});

await runTask(async () => {
  const gallery = await serveGallery();
  if (values.shoot === undefined) {
    print(`Gallery: ${gallery.url()} (Ctrl+C ends it)`);
    return;
  }
  const { shoot: out, only, theme, lang } = values;
  const browser = await ensureBrowser('chromium', print);
  try {
    print(`✓ ${await shootGallery(gallery, { out, only, theme, lang, width: Number(values.width), browser })} pictures → ${out}`);
  } finally {
    await gallery.close();
  }
});
