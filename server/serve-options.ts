import { parseArgs } from 'node:util';
import type { Certificate } from './listening.ts';
import { createLog, formatEntry } from './log.ts';
import { mailSettings } from './mail/settings.ts';
import { WrongArguments } from './problem.ts';
import type { StartOptions } from './start.ts';

export const HELP = `Вовремя: сервер
  --port N       порт (PORT, по умолчанию 8080)
  --host ADDR    адрес, на котором слушать (HOST, по умолчанию 127.0.0.1)
  --data DIR     папка данных: встроенный PostgreSQL, ключ и контрольные точки журнала (VOVREMYA_DATA, по умолчанию .data)
  --url URL      адрес, под которым сервер знают люди (VOVREMYA_URL)
  --cert FILE    цепочка сертификатов, PEM; вместе с --key: сервер сам отвечает по https
  --key FILE     закрытый ключ сертификата, PEM
  --proxy        перед сервером стоит свой прокси: адрес клиента брать из X-Forwarded-For
  --practice     учебный сервер
  --clock TIME   считать, что сейчас это время (ISO 8601); только с --practice
Со своим PostgreSQL: DATABASE_URL=postgres://… (владелец таблиц), DATABASE_SERVE_URL=postgres://… (вход, под которым сервер работает)
Метрики для другой машины: VOVREMYA_METRICS_TOKEN=…
Письма: VOVREMYA_SMTP_URL=smtps://имя:пароль@mail.example.ru:465, VOVREMYA_MAIL_FROM='Вовремя <vovremya@example.ru>'`;

export type ServeOptions = StartOptions & { dataDir: string };

/** What arguments and environment ask for. Throws WrongArguments. */
export function readServeOptions(args: string[]): ServeOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const now = clockFrom(values.clock, values.practice ?? false);
  const { DATABASE_URL: databaseUrl, DATABASE_SERVE_URL: serveUrl, VOVREMYA_METRICS_TOKEN: metricsToken } = process.env;
  if (serveUrl && !databaseUrl)
    throw new WrongArguments('DATABASE_SERVE_URL нужен вместе с DATABASE_URL: без него сервер запускает свой PostgreSQL.');
  const publicUrl = values.url ?? process.env.VOVREMYA_URL;
  const certificate = certificateFrom(values.cert, values.key);
  const mail = mailSettings(process.env.VOVREMYA_SMTP_URL, process.env.VOVREMYA_MAIL_FROM);
  return {
    port: portFrom(values.port ?? process.env.PORT ?? '8080'),
    host: values.host ?? process.env.HOST ?? '127.0.0.1',
    dataDir: values.data ?? process.env.VOVREMYA_DATA ?? '.data',
    practice: values.practice ?? false,
    behindProxy: values.proxy ?? false,
    now,
    log: createLog((entry) => process.stderr.write(`${formatEntry(entry, now())}\n`)),
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(serveUrl ? { serveUrl } : {}),
    ...(publicUrl ? { publicUrl: publicUrlFrom(publicUrl) } : {}),
    ...(certificate ? { certificate } : {}),
    ...(metricsToken ? { metricsToken } : {}),
    ...(mail ? { mail } : {}),
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const places = { port: text, host: text, data: text, url: text, cert: text, key: text, clock: text };
  try {
    return parseArgs({ args, options: { ...places, proxy: flag, practice: flag, help: flag }, strict: true }).values;
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message.split('\n')[0] : '';
    throw new WrongArguments(`Аргументы не поняты (${reason}). Какие есть, скажет --help.`);
  }
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new WrongArguments(`Порт «${text}» — не число от 0 до 65535.`);
  return port;
}

function publicUrlFrom(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) return url.origin;
  throw new WrongArguments(`Адрес «${text}» не понят: нужно, например, https://vovremya.example.ru, без пути.`);
}

function certificateFrom(cert: string | undefined, key: string | undefined): Certificate | null {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return null;
  throw new WrongArguments('Сертификат и ключ нужны вместе: --cert и --key.');
}

/** Real figures must never be made with a moved clock, so it is for practice only. */
function clockFrom(text: string | undefined, practice: boolean): () => number {
  if (text === undefined) return Date.now;
  const start = Date.parse(text);
  if (Number.isNaN(start)) throw new WrongArguments(`Время «${text}» не понято: нужно, например, 2026-03-05T09:00:00+05:00.`);
  if (!practice) throw new WrongArguments('Часы можно перевести только на учебном сервере: добавьте --practice.');
  const offset = start - Date.now();
  return () => Date.now() + offset;
}
