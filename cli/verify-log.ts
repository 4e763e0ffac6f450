import { dirname, join } from 'node:path';
import { FAULTS, type Finding } from '../server/journal/chain.ts';
import { type ReadLine, readCheckpoints } from '../server/journal/checkpoints.ts';
import { PUBLIC_KEY_FILE, readPublicKey } from '../server/journal/signing-key.ts';
import type { CheckpointFinding } from '../server/journal/verify-checkpoints.ts';
import { WrongArguments } from '../server/problem.ts';
import { dataFolder, operate, readArguments, TEXT, withOwner } from './operator.ts';
import type { Terminal } from './terminal.ts';

const USAGE = 'verify-log [--data ПАПКА] [--checkpoints ФАЙЛ [--key ФАЙЛ]]';

/** `verify-log`: 0 when every chain is whole, 1 with a line for each fault, 2 when nothing could be checked. */
export function verifyLog(args: string[], terminal: Terminal): Promise<number> {
  return operate('verify-log', terminal, 2, async () => {
    const { values, positionals } = readArguments(args, { data: TEXT, checkpoints: TEXT, key: TEXT }, USAGE);
    if (positionals.length > 0 || (values.key && !values.checkpoints)) throw new WrongArguments(`ждём «${USAGE}»`);
    const noted = values.checkpoints ? readNoted(values.checkpoints, values.key) : [];
    return await withOwner(dataFolder(values), false, async (owner) => {
      const { inSnapshot } = await import('../server/db/snapshot.ts');
      const { verifyJournal } = await import('../server/journal/verify-journal.ts');
      const { verifyCheckpoints } = await import('../server/journal/verify-checkpoints.ts');
      let faults = 0;
      const tell = (line: string) => {
        faults += 1;
        terminal.out(line);
      };
      const { tenants, events } = await inSnapshot(owner, async () => {
        const walked = await verifyJournal(owner, (finding) => tell(inWords(finding)));
        for (const finding of await verifyCheckpoints(owner, noted)) tell(checkpointInWords(finding));
        return walked;
      });
      const checked = `установок: ${tenants}, событий: ${events}${noted.length > 0 ? `, контрольных точек: ${noted.length}` : ''}`;
      terminal.out(faults === 0 ? `Журнал цел (${checked}).` : `Найдено расхождений: ${faults} (${checked}).`);
      return faults === 0 ? 0 : 1;
    });
  });
}

function readNoted(path: string, key: string | undefined): ReadLine[] {
  return readCheckpoints(path, readPublicKey(key ?? join(dirname(path), PUBLIC_KEY_FILE)));
}

const WORDS: Record<Finding['fault'], (finding: Finding) => string> = {
  [FAULTS.gap]: ({ seq, detail }) => (detail === String(seq) ? 'события нет' : `нет событий по ${detail} включительно`),
  [FAULTS.extra]: () => 'лишнее событие: цепь здесь уже кончилась или ещё не началась',
  [FAULTS.content]: () => 'содержание события, его место или его хеш изменены',
  [FAULTS.link]: ({ seq }) => `событие не продолжает предыдущее (${seq - 1}): одно из двух подменено`,
  [FAULTS.filing]: () => 'событие приписано к другому инциденту',
  [FAULTS.head]: () => 'голова цепи не совпадает с последним событием',
  [FAULTS.textMissing]: ({ detail }) => `нет текста ${detail}, на который ссылается событие`,
  [FAULTS.textChanged]: ({ detail }) => `текст ${detail} или его хеш изменён`,
};

function inWords(finding: Finding): string {
  return `установка ${finding.tenantId}, событие ${finding.seq}: ${WORDS[finding.fault](finding)}`;
}

const CHECKPOINT_WORDS: Record<CheckpointFinding['fault'], string> = {
  unreadable: 'строка не читается',
  forged: 'подпись неверна: строка изменена или подписана другим ключом',
  cut: 'события больше нет: цепь обрезана или восстановлена из более старой копии',
  rewritten: 'на этом месте стояло другое событие: цепь переписана',
  'no-tenant': 'этой установки нет в базе данных',
};

function checkpointInWords(finding: CheckpointFinding): string {
  const words = `${CHECKPOINT_WORDS[finding.fault]} (контрольная точка в строке ${finding.line}`;
  if (!('tenantId' in finding)) return `${words})`;
  return `установка ${finding.tenantId}, событие ${finding.seq}: ${words}, от ${new Date(finding.at).toISOString()})`;
}
