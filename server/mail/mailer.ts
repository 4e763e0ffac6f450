import { createTransport } from 'nodemailer';
import { errorCode } from '../db/connect.ts';

/** Where letters leave and from whom. */
export interface MailSettings {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise it must begin before anything is said, unless `plain` lets it be left out. */
  secure: boolean;
  plain: boolean;
  user: string;
  password: string;
  /** `Вовремя <vovremya@example.ru>` or a bare address. */
  from: string;
}

export interface Letter {
  /** The same letter sent twice has the same id, by which mail programs recognise it. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** `refused`: the other side will not take this letter for this address, ever. */
export type Sent = 'sent' | 'refused';

export interface Mailer {
  /** Throws when it may succeed later. */
  send(letter: Letter): Promise<Sent>;
  /** Breaks off what is being sent. */
  close(): void;
}

const PATIENCE_MS = 15_000;
/** Of a whole letter: every answer of the other side may come in time and the last one never. */
export const LONGEST_SENDING_MS = 120_000;

export function createMailer(
  { host, port, secure, plain, user, password, from }: MailSettings,
  origin: string,
  longestMs = LONGEST_SENDING_MS,
): Mailer {
  const transport = createTransport({
    ...{ host, port, secure, requireTLS: !secure && !plain, ignoreTLS: plain },
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const domain = new URL(origin).hostname;
  const closing = new AbortController();
  return {
    async send({ id, to, subject, text }) {
      try {
        const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
        const letter = { from, to: { name: '', address: to }, subject, text, messageId: `<${id}@${domain}>`, headers };
        await transport.sendMail({ ...letter, signal: AbortSignal.any([closing.signal, AbortSignal.timeout(longestMs)]) });
        return 'sent';
      } catch (problem) {
        if (isRefusal(problem)) return 'refused';
        throw problem;
      }
    },
    close: () => {
      closing.abort();
      transport.close();
    },
  };
}

/** The address or the letter itself was answered with a lasting «no»; a wrong password of ours, say, is no fault of the letter. */
function isRefusal(problem: unknown): boolean {
  if (!['EENVELOPE', 'EMESSAGE'].includes(errorCode(problem))) return false;
  const status = problem instanceof Error && 'responseCode' in problem ? Number(problem.responseCode) : 0;
  return status >= 500 && status < 600;
}
