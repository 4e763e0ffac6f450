import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startInsertion } from '../lib/overlay/start-insertion.ts';

/** Comes into a page of a network when a reply is to be put into its box. */
export default defineUnlistedScript(startInsertion);
