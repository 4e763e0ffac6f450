import type { Context } from 'hono';
import { checkPassword } from '../auth/passwords.ts';
import type { AppDeps } from '../deps.ts';
import { type Pages, passwordOf } from './page-kit.ts';

const TROUBLE = {
  wrong: 'Пароль не подходит.',
  'too-many': 'Слишком много попыток. Подождите несколько минут и попробуйте ещё раз.',
} as const;

/**
 * Before a change of how somebody signs in his password is asked again: an open browser is not enough. Returns one sentence on what is
 * wrong, or null.
 */
export async function askAgain(c: Context<Pages>, { db, now, clientOf }: AppDeps, field = 'password'): Promise<string | null> {
  const { userId, email } = c.get('account');
  const outcome = await checkPassword(db, { userId, email, client: clientOf(c) }, await passwordOf(c, field), now());
  return outcome === 'right' ? null : TROUBLE[outcome];
}
