import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface ReceivedLetter {
  to: string[];
  subject: string;
  /** Decoded. */
  text: string;
  messageId: string;
  raw: string;
}

/** A mail server in its own process; see smtp-child.ts. */
export async function startSmtp(turnsAway = 0, thinks = 0) {
  const program = join(import.meta.dirname, 'smtp-child.ts');
  const child = spawn(process.execPath, [program, String(turnsAway), String(thinks)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [port] = (await once(lines, 'line')) as [string];
  const received: ReceivedLetter[] = [];
  lines.on('line', (line) => received.push(read(JSON.parse(line))));
  return {
    port: Number(port),
    url: `smtp://127.0.0.1:${port}?tls=no`,
    received,
    async end(): Promise<void> {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function read({ to, raw }: { to: string[]; raw: string }): ReceivedLetter {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const body = rest.join('\r\n\r\n');
  const text = /base64/i.test(header('Content-Transfer-Encoding'))
    ? Buffer.from(body, 'base64').toString('utf8')
    : unquoted(body);
  return { to, raw, text, subject: words(header('Subject')), messageId: header('Message-ID') };
}

/** RFC 2047. */
function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(b|q)\?(.*?)\?=/gi, (_, kind: string, encoded: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64').toString('utf8') : unquoted(encoded.replaceAll('_', ' ')),
    );
}

function unquoted(value: string): string {
  const bytes = value
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
