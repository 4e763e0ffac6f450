import type { Frame } from '../../components/frame.ts';
import type { UnsentHands } from '../../components/options/unsent.tsx';
import { dayOf, onOf, zoneOf } from '../domain/worktime/zone.ts';
import type { SessionInfo } from '../protocol/messages.ts';
import type { PageClient } from './page-client.ts';
import { unsentFile } from './unsent-file.ts';

export interface UnsentDeps {
  client: PageClient;
  saveBlob(name: string, file: Blob): void;
  readFrame(): Promise<{ session: SessionInfo; frame: Pick<Frame, 't' | 'now' | 'zone'> }>;
}

/** What the settings do about work that is not sent. The file goes to the person and nowhere else. */
export function unsentHands({ client, saveBlob, readFrame }: UnsentDeps): UnsentHands {
  return {
    onCount: async () => {
      const { acts, refusals, drafts, unreadable } = await client.request('unsent/get', null);
      return { acts: acts.length, refusals: refusals.length, drafts: drafts.length, unreadable };
    },

    onSave: async () => {
      const { session, frame } = await readFrame();
      const { t, now, zone } = frame;
      const file = unsentFile(await client.request('unsent/get', null), {
        ...{ t, now, zone, skewMs: session.skewMs, personName: session.personName ?? '', server: session.server ?? '' },
        readPicture: (caseId, hash) => client.request('pictures/get', { caseId, hash }),
      });
      // Each piece is the browser's to put on the disk: pictures may be a hundred megabytes together.
      const pieces: Blob[] = [];
      for await (const piece of file) pieces.push(new Blob([piece]));
      const name = `${t.unsentWork.file.name}-${onOf(dayOf(now, zoneOf(zone)))}.html`;
      saveBlob(name, new Blob(pieces, { type: 'text/html;charset=utf-8' }));
      return name;
    },
  };
}
