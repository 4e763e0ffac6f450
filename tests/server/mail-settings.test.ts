import { expect, test } from 'vitest';
import { mailSettings } from '../../server/mail/settings.ts';

const FROM = 'Вовремя <vovremya@example.ru>';

test('letters are off when no address is given', () => {
  expect(mailSettings(undefined, FROM)).toBeNull();
  expect(mailSettings('', undefined)).toBeNull();
});

test.each([
  [
    'smtps://имя:сло%40во@mail.example.ru',
    { host: 'mail.example.ru', port: 465, secure: true, plain: false, user: 'имя', password: 'сло@во' },
  ],
  ['smtp://mail.example.ru', { host: 'mail.example.ru', port: 587, secure: false, plain: false, user: '', password: '' }],
  ['smtp://[::1]:2525/?tls=no', { host: '::1', port: 2525, secure: false, plain: true, user: '', password: '' }],
])('%s is understood when it is the address of the mail server', (address, settings) => {
  expect(mailSettings(address, FROM)).toEqual({ ...settings, from: FROM });
});

test.each([
  'mail.example.ru:465',
  'https://mail.example.ru',
  'smtp://',
  'smtp://mail.example.ru/path',
  'smtp://secret-word:secret-word@mail.example.ru?tls=off',
  'smtps://mail.example.ru?tls=no',
])('%s is refused in words that do not quote it when it is no such address', (address) => {
  expect(() => mailSettings(address, FROM)).toThrow(/^VOVREMYA_SMTP_URL не понят/);
  expect(() => mailSettings(address, FROM)).not.toThrow(/secret-word/);
});

test.each([undefined, '', 'Вовремя', 'a@b\r\nBcc: c@d', 'Вовремя <a@b', 'a@b, c@d'])(
  '«%s» is refused when letters should be from it',
  (from) => {
    expect(() => mailSettings('smtp://mail.example.ru', from)).toThrow(/VOVREMYA_MAIL_FROM/);
  },
);
