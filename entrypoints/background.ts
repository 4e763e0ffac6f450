import { defineBackground } from 'wxt/utils/define-background';
import { startBackground } from '../lib/background/start.ts';
import { placeOf } from '../lib/sites/addresses.ts';
import { sites } from '../lib/sites/index.ts';

export default defineBackground({
  type: 'module',
  main() {
    startBackground(
      sites.flatMap((site) => site.hosts),
      placeOf,
    );
  },
});
