import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PersonProblem } from '../problem.ts';

export const PUBLIC_KEY_FILE = 'journal-key.pub';
const PRIVATE_KEY_FILE = 'journal-key.pem';

/** The Ed25519 key of this data folder, made at first; who has the database only cannot sign. The public half lies beside it. */
export function signingKey(dataDir: string): KeyObject {
  const path = join(dataDir, PRIVATE_KEY_FILE);
  if (!existsSync(path)) makeKey(dataDir, path);
  try {
    return createPrivateKey(readFileSync(path, 'utf8'));
  } catch {
    throw new PersonProblem(`Ключ журнала ${path} не читается: проверьте права или верните его из копии.`);
  }
}

function makeKey(dataDir: string, path: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    write(join(dataDir, PUBLIC_KEY_FILE), publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
    write(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  } catch {
    throw new PersonProblem(`Не удалось записать ключ журнала в папку данных ${dataDir}. Проверьте права.`);
  }
}

function write(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.new`, text, { mode, flush: true });
  renameSync(`${path}.new`, path);
}

export function readPublicKey(path: string): KeyObject {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new PersonProblem(`Открытый ключ журнала ${path} не читается. Укажите его: --key ФАЙЛ.`);
  }
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {}
  throw new PersonProblem(`В файле ${path} нет открытого ключа Ed25519.`);
}
