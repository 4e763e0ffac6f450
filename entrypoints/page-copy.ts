import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startPageCopy } from '../lib/overlay/start-page-copy.ts';

/** Comes into a page of a network when somebody wants its skeleton for those who mend how it is read. */
export default defineUnlistedScript(startPageCopy);
