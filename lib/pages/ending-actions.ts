import type { PanelActions } from '../../components/panel/view.ts';
import type { ActResult } from '../../components/ui/use-act.ts';
import type { Command } from '../domain/cases/commands.ts';
import type { Case } from '../domain/cases/model.ts';
import { MESSAGE_GONE } from '../domain/regulations/vocabulary.ts';
import type { CommandMaker } from './case-commands.ts';

export interface EndingHands {
  make: CommandMaker['make'];
  send: (command: Command) => Promise<ActResult>;
  shown: () => Pick<Case, 'id' | 'message'>;
}

/** How the work on a message that is gone is ended; the message's own address goes with it as the proof. */
export function endingActions({
  make,
  send,
  shown,
}: EndingHands): Pick<PanelActions, 'endGone' | 'terminate' | 'declineTermination'> {
  return {
    endGone: async (step, words) => {
      const { id, message } = shown();
      const command = await make(id, async (keep) => {
        const told = { note: await keep(words), permalink: message.permalink };
        return step === 'request'
          ? { type: 'request-termination', args: { ground: MESSAGE_GONE, ...told } }
          : { type: 'close-case', args: { reason: MESSAGE_GONE, ...told } };
      });
      return await send(command);
    },
    terminate: async (ground) => await send(await make(shown().id, async () => ({ type: 'terminate-case', args: { ground } }))),
    declineTermination: async (words) =>
      await send(await make(shown().id, async (keep) => ({ type: 'decline-termination', args: { reason: await keep(words) } }))),
  };
}
