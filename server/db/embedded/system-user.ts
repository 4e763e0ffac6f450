import { execFileSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { PersonProblem } from '../../problem.ts';

const USER = 'postgres';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, made if there is none. Null when we are not root. */
export function databaseUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const existing = lookUp();
  if (existing) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER], {
      stdio: 'ignore',
    });
  } catch {
    throw new PersonProblem(
      'Сервер запущен от root, а завести пользователя postgres не удалось. Запустите сервер от обычного пользователя.',
    );
  }
  const made = lookUp();
  if (!made) throw new PersonProblem('Пользователь postgres не найден. Запустите сервер от обычного пользователя.');
  return made;
}

function lookUp(): SystemUser | null {
  try {
    const number = (flag: string) =>
      Number.parseInt(execFileSync('id', [flag, USER], { stdio: ['ignore', 'pipe', 'ignore'] }).toString(), 10);
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return null;
  }
}

export function giveTo(user: SystemUser | null, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** The other user must be able to pass every folder above the data. Throws PersonProblem naming the one that is closed. */
export function checkReachable(user: SystemUser | null, path: string): void {
  if (!user) return;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new PersonProblem(
        `Папка ${folder} закрыта для пользователя ${USER}, от имени которого работает PostgreSQL. Выберите другую папку данных (VOVREMYA_DATA) или запустите сервер не от root.`,
      );
    }
    if (dirname(folder) === folder) return;
  }
}
