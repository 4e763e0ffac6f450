import type { Context } from 'hono';
import { COMMON_PASSWORDS } from '../auth/common-passwords.ts';
import { PASSWORD_CHARACTERS, type PasswordTrouble, passwordTrouble } from '../policies/password.ts';
import { passwordOf } from './page-kit.ts';

const WORDS: Record<PasswordTrouble, string> = {
  'too-short': `Пароль слишком короткий: нужно не меньше ${PASSWORD_CHARACTERS.min} знаков.`,
  'too-long': `Пароль слишком длинный: не больше ${PASSWORD_CHARACTERS.max} знаков.`,
  common: 'Такой пароль подбирают одним из первых. Придумайте другой: например, три-четыре слова, которые не стоят рядом.',
  monotonous: 'Пароль слишком однообразный: знаки повторяются или идут подряд. Придумайте другой.',
  personal: 'Пароль почти весь состоит из вашей почты, имени или названия. Придумайте другой.',
};

/** Reads the new password and its repetition from the form; `known` is what others know of the person. */
export async function readNewPassword(
  c: Context,
  known: string[],
): Promise<{ ok: true; password: string } | { ok: false; problem: string }> {
  const password = await passwordOf(c);
  const trouble = passwordTrouble(password, known, COMMON_PASSWORDS);
  if (trouble) return { ok: false, problem: WORDS[trouble] };
  return password === (await passwordOf(c, 'again')) ? { ok: true, password } : { ok: false, problem: 'Пароли не совпадают.' };
}
