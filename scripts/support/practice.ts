import { practiceNow } from '../../practice/seed/clock.ts';
import { OFFICE, PRACTICE_PASSWORD } from '../../practice/seed/office.ts';
import type { World } from '../../practice/world.ts';
import { loadLibrary } from '../../server/library.ts';
import { defaultSchedule } from '../../server/setup.ts';
import { print } from './terminal.ts';

/** Practice needs a working day with hours left in it; when there is none now, it takes place on the last one. */
export function practiceClock(): number {
  const { defaultProfile, calendar } = loadLibrary();
  const { zone } = defaultProfile;
  const now = Date.now();
  const at = practiceNow(now, defaultSchedule(zone), calendar);
  const day = new Intl.DateTimeFormat('ru', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  if (at !== now) print(`✓ Сейчас не середина рабочего дня, поэтому учебные часы показывают: ${day.format(at)}.`);
  return at;
}

/** Who works in the practice office and how to sign in as each of them. */
export function introduce({ server }: World): void {
  print(`\nЛюди учебного округа (вход на ${server.url}/sign-in, пароль у всех «${PRACTICE_PASSWORD}»):`);
  for (const { name, email, titleRu } of Object.values(OFFICE)) print(`  ${email.padEnd(26)} ${name}, ${titleRu}`);
  print('');
}

export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
