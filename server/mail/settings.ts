import { WrongArguments } from '../problem.ts';
import type { MailSettings } from './mailer.ts';

const DEFAULT_PORT = { 'smtp:': 587, 'smtps:': 465 } as const;
const FROM = /^(?:[^<>\r\n"]+ <)?[^\s<>@",;]+@[^\s<>@",;]+>?$/;

/**
 * `smtps://user:password@host:465`, or `smtp://…` where TLS must begin before anything is said; `?tls=no` leaves it out. Null when there is no
 * address. Throws WrongArguments, which never quotes the address: it holds a password.
 */
export function mailSettings(address: string | undefined, from: string | undefined): MailSettings | null {
  if (!address) return null;
  const url = URL.parse(address);
  if (!url || !(url.protocol in DEFAULT_PORT) || url.hostname === '' || !/^\/?$/.test(url.pathname) || !isKnownQuery(url))
    throw new WrongArguments(
      'VOVREMYA_SMTP_URL не понят: нужно, например, smtps://имя:пароль@mail.example.ru:465 (без TLS: smtp://…?tls=no).',
    );
  if (!from || !FROM.test(from) || from.includes('<') !== from.endsWith('>'))
    throw new WrongArguments(
      'Вместе с VOVREMYA_SMTP_URL нужен VOVREMYA_MAIL_FROM: от кого письма, например, Вовремя <vovremya@example.ru>.',
    );
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT[url.protocol as keyof typeof DEFAULT_PORT] : Number(url.port),
    secure: url.protocol === 'smtps:',
    plain: url.searchParams.get('tls') === 'no',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    from,
  };
}

function isKnownQuery({ protocol, searchParams }: URL): boolean {
  const given = [...searchParams];
  return given.length === 0 || (protocol === 'smtp:' && given.length === 1 && given[0]?.join('=') === 'tls=no');
}
