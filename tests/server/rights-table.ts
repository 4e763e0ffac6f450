import { randomBytes, randomUUID } from 'node:crypto';
import type { Profile } from '../../lib/domain/regulations/profile.ts';
import type { HealthCount } from '../../lib/protocol/page-health.ts';
import { challengeOf } from '../../server/auth/secrets.ts';
import { mayAttach } from '../../server/policies/pictures.ts';
import { grantableRoles, scopeOf } from '../../server/policies/visibility.ts';
import { pictureOf, pngOf } from '../support/pictures.ts';
import { openCase, PASSWORD } from './harness.ts';

/** Who may what: the test sends every request as everybody, docs/rights.md is written from the same rows. */

/**
 * `secret`: whoever holds the link or the code that the address or the request carries. `machine`: whoever asks from the server's own
 * machine, or with its key. `reader`, `writer`: a device of somebody who sees the case, and who also writes replies.
 */
export type Access = 'anyone' | 'machine' | 'secret' | 'device' | 'reader' | 'writer' | 'person' | 'administrator';

/** What requests can be about: one tenant's objects, and what the asker has of his own. */
export interface Targets {
  bodyId: string;
  personId: string;
  deviceId: string;
  sessionId: string;
  termId: string;
  invitationId: string;
  substituteId: string;
  caseId: string;
  pictureHash: string;
}

export interface Request {
  path: string;
  form?: Record<string, string>;
  json?: unknown;
  bytes?: Uint8Array<ArrayBuffer>;
}

export interface RouteRight {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  what: string;
  access: Access;
  /** The request about these objects; for a route without objects just the address. */
  ask: (targets: Targets) => Request;
}

const connecting = { challenge: challengeOf(randomBytes(32).toString('base64url')), state: '', redirect: '' };
const again = { password: PASSWORD, again: PASSWORD };
const week = { zone: 'Asia/Omsk', mon: '09:00–18:00' };
const terms = { sessionIdleHours: '12', sessionMaxDays: '30', deviceIdleDays: '30', deviceMaxDays: '365' };

/** What whoever may put a picture in puts in. */
const OWN_PICTURE = { bytes: pngOf(1), hash: pictureOf(pngOf(1)).hash };

function row(
  access: Access,
  route: `${RouteRight['method']} /${string}`,
  what: string,
  ask: (targets: Targets) => Omit<Request, 'path'> & { path?: string } = () => ({}),
): RouteRight {
  const [method, path] = route.split(' ') as [RouteRight['method'], string];
  return { method, path, what, access, ask: (targets) => ({ path, ...ask(targets) }) };
}

/** Those that take something from the asker himself come last among their kind. */
export const ROUTES: RouteRight[] = [
  row('anyone', 'GET /style.css', 'вид страниц'),
  row('anyone', 'GET /favicon.ico', 'значок'),
  row('anyone', 'GET /api/health', 'это сервер «Вовремя»'),
  row('anyone', 'GET /api/openapi.json', 'описание API'),
  row('anyone', 'GET /api/ready', 'может ли сервер отвечать'),
  row('machine', 'GET /metrics', 'показатели сервера, без имён и текстов'),
  row('anyone', 'GET /sign-in', 'страница входа'),
  row('anyone', 'POST /sign-in', 'вход, первый шаг', () => ({
    form: { email: 'nobody@example.org', password: 'не тот пароль' },
  })),
  row('anyone', 'GET /sign-in/code', 'страница кода'),
  row('anyone', 'POST /sign-in/code', 'вход, второй шаг', () => ({ form: { code: '000000' } })),

  row('secret', 'GET /join/:token', 'приглашение'),
  row('secret', 'POST /join/:token', 'учётная запись по приглашению'),
  row('secret', 'GET /reset/:token', 'ссылка для смены пароля'),
  row('secret', 'POST /reset/:token', 'новый пароль по ссылке'),
  row('secret', 'POST /api/device/token', 'подключение расширения по коду'),

  row('device', 'GET /api/reference', 'справочник'),
  row('device', 'GET /api/changes', 'изменения: дела, которые видит этот человек'),
  row('device', 'POST /api/commands', 'команды: что разрешает регламент его ролям', ({ bodyId }) => ({
    json: { sentAt: Date.now(), commands: [openCase(bodyId)] },
  })),
  row('device', 'GET /api/live', 'живой канал'),
  row('writer', 'PUT /api/cases/:case/pictures/:hash', 'снимок к проекту ответа', ({ caseId }) => ({
    path: `/api/cases/${caseId}/pictures/${OWN_PICTURE.hash}`,
    bytes: new Uint8Array(OWN_PICTURE.bytes),
  })),
  row('reader', 'GET /api/cases/:case/pictures/:hash', 'снимок, который уходит с ответом', ({ caseId, pictureHash }) => ({
    path: `/api/cases/${caseId}/pictures/${pictureHash}`,
  })),
  row('device', 'POST /api/page-health', 'счёт непрочитанных страниц: без имён, адресов и текстов', () => ({
    json: { id: randomUUID(), counts: [unreadWall()] },
  })),
  row('device', 'POST /api/device/sign-out', 'отключить это расширение', () => ({ json: {} })),

  row('person', 'GET /', 'главная'),
  row('person', 'GET /connect', 'подключить расширение?', () => ({ path: `/connect?${new URLSearchParams(connecting)}` })),
  row('person', 'POST /connect', 'код для расширения', () => ({ form: connecting })),
  row('person', 'GET /devices/:id/revoke', 'отключить браузер?', ({ deviceId }) => ({ path: `/devices/${deviceId}/revoke` })),
  row('person', 'POST /devices/:id/revoke', 'отключить браузер', ({ deviceId }) => ({
    path: `/devices/${deviceId}/revoke`,
    form: { password: PASSWORD },
  })),
  row('person', 'GET /account', 'вход и безопасность'),
  row('person', 'GET /account/sessions/:id/end', 'закончить сеанс?', ({ sessionId }) => ({
    path: `/account/sessions/${sessionId}/end`,
  })),
  row('person', 'POST /account/sessions/:id/end', 'закончить сеанс', ({ sessionId }) => ({
    path: `/account/sessions/${sessionId}/end`,
    form: { password: PASSWORD },
  })),
  row('person', 'GET /account/sessions/end-others', 'закончить остальные сеансы?'),
  row('person', 'POST /account/sessions/end-others', 'закончить остальные сеансы', () => ({ form: { password: PASSWORD } })),
  row('person', 'POST /account/password', 'сменить пароль', () => ({ form: { current: PASSWORD, ...again } })),
  row('person', 'GET /account/second-factor', 'второй фактор'),
  row('person', 'POST /account/second-factor/start', 'настроить второй фактор', () => ({ form: { password: PASSWORD } })),
  row('person', 'POST /account/second-factor/confirm', 'включить второй фактор', () => ({ form: { code: '000000' } })),
  row('person', 'POST /account/second-factor/codes', 'новые запасные коды', () => ({ form: { password: PASSWORD } })),
  row('person', 'POST /account/second-factor/stop', 'отключить второй фактор', () => ({ form: { password: PASSWORD } })),

  row('person', 'GET /account/letters', 'какие письма получать'),
  row('person', 'POST /account/letters', 'выбрать письма', () => ({ form: { marks: '80', duties: 'yes' } })),
  row('person', 'GET /duties', 'периодические обязанности: свои, а кто видит всё — все'),
  row('person', 'POST /duties/done', 'отметить исполнение: чья роль названа в тексте', () => ({
    form: { id: randomUUID(), key: 'duty:none', dueAt: '0', doneAt: '2026-03-03T09:30', what: 'отчёт' },
  })),

  row('administrator', 'GET /admin', 'управление'),
  row('administrator', 'POST /admin/bodies', 'добавить орган', () => ({ form: { title: 'Парки', ...week } })),
  row('administrator', 'POST /admin/bodies/:id', 'изменить орган', ({ bodyId }) => ({
    path: `/admin/bodies/${bodyId}`,
    form: { title: 'Переименован', ...week },
  })),
  row('administrator', 'GET /admin/pages', 'селекторы страниц сетей и переключатели'),
  row('administrator', 'POST /admin/pages', 'новый файл селекторов', () => ({ form: { network: 'vk', file: '{}' } })),
  row('administrator', 'POST /admin/pages/:network/back', 'прежний файл селекторов', () => ({
    path: '/admin/pages/vk/back',
    form: { revision: '0' },
  })),
  row('administrator', 'POST /admin/pages/:network/switches', 'что включено на страницах сети', () => ({
    path: '/admin/pages/vk/switches',
    form: { marks: 'on' },
  })),
  row('administrator', 'POST /admin/people', 'пригласить', () => ({ form: { name: 'Новый', roles: 'administrator' } })),
  row('administrator', 'POST /admin/invitations/:id/revoke', 'отозвать приглашение', ({ invitationId }) => ({
    path: `/admin/invitations/${invitationId}/revoke`,
    form: {},
  })),
  row('administrator', 'POST /admin/settings', 'изменить установку', () => ({
    form: { title: 'Переименована', ...week, topics: 'Снег', locations: 'Центр' },
  })),
  row('administrator', 'POST /admin/security', 'правила входа', () => ({ form: terms })),
  row('administrator', 'GET /admin/people/:id', 'человек', ({ personId }) => ({ path: `/admin/people/${personId}` })),
  row('administrator', 'POST /admin/people/:id/substitutes', 'назначить замещающего', ({ personId, substituteId }) => ({
    path: `/admin/people/${personId}/substitutes`,
    form: { substituteId, ...soon(), reason: 'отпуск' },
  })),
  row('administrator', 'POST /admin/people/:id/substitutes/:term/end', 'закончить замещение', ({ personId, termId }) => ({
    path: `/admin/people/${personId}/substitutes/${termId}/end`,
    form: {},
  })),
  row('administrator', 'POST /admin/people/:id/reset', 'ссылка для смены пароля', ({ personId }) => ({
    path: `/admin/people/${personId}/reset`,
    form: {},
  })),
  row('administrator', 'POST /admin/people/:id/sign-out', 'закончить все сеансы человека', ({ personId }) => ({
    path: `/admin/people/${personId}/sign-out`,
    form: {},
  })),
  row('administrator', 'POST /admin/people/:id/disable', 'отключить человека', ({ personId }) => ({
    path: `/admin/people/${personId}/disable`,
    form: {},
  })),

  row('anyone', 'POST /sign-out', 'выход', () => ({ form: {} })),
];

/** As an extension counts it. */
export function unreadWall(): HealthCount {
  const on = new Date().toISOString().slice(0, 10);
  const page = { network: 'vk', page: 'wall', layout: 'unknown', verdict: 'off' } as const;
  return { on, ...page, roles: ['post', 'comment'], revision: 0, version: '1.0.0', times: 1 };
}

function soon(): { from: string; until: string } {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
  return { from: at(0), until: at(2) };
}

export type Asker = 'nobody' | 'disabled' | 'role' | 'observer' | 'administrator';

/** May somebody of this kind do it with what is of his own tenant? */
export function isAllowed(access: Access, asker: Asker): boolean {
  if (access === 'anyone' || access === 'machine' || access === 'secret') return true;
  if (asker === 'nobody' || asker === 'disabled') return false;
  if (access === 'writer') return asker === 'role';
  return access !== 'administrator' || asker === 'administrator';
}

const ASKERS: [Asker, string][] = [
  ['nobody', 'никто'],
  ['role', 'роль регламента'],
  ['observer', 'руководитель (просмотр)'],
  ['administrator', 'администратор'],
  ['disabled', 'отключённый'],
];

/** What it takes where it is not who one is. */
const BESIDES: Partial<Record<Access, string>> = { secret: 'по ссылке, коду', machine: 'с этой машины, по ключу' };
/** What it takes besides being one of those: by case and role, told below. */
const BY_CASE: Partial<Record<Access, string>> = { reader: 'кто видит дело', writer: 'кто пишет в деле' };

export function rightsDocument(profiles: Profile[]): string {
  const routes = ROUTES.map((route) => {
    const cells = ASKERS.map(([asker]) =>
      isAllowed(route.access, asker) ? (BESIDES[route.access] ?? BY_CASE[route.access] ?? 'да') : '—',
    );
    const foreign = BESIDES[route.access] ?? (route.access === 'anyone' ? 'нечего' : 'ничего');
    return line([`${route.method} ${route.path}`, route.what, ...cells, foreign]);
  });
  return [
    '# Права · Who may what',
    '',
    'Written by tests/server/rights-table.pg.test.ts from the rows it tests; `vitest run --project pg tests/server/rights-table.pg.test.ts -u`',
    'writes it anew. A route that is missing here fails the test.',
    '',
    '## Адреса',
    '',
    '«Роль регламента» — каждая роль каждого регламента, одна за другой. Последний столбец — то же с предметами другой установки:',
    'ответ не выдаёт о ней ничего и в ней ничего не меняется.',
    '',
    line(['адрес', 'что', ...ASKERS.map(([, title]) => title), 'чужая установка']),
    line(Array(ASKERS.length + 3).fill('---')),
    ...routes,
    '',
    '## Дела',
    '',
    'Что видит каждая роль и в каких шагах регламента она действует. Замещающий на время замещения видит и делает то же, что замещаемый.',
    'В деле нескольких органов орган читает тексты своей части и общие; части остальных — тот, кто готовит общий ответ, и кто стоит над органами.',
    '',
    line(['регламент', 'роль', 'видит дела', 'шагов', 'снимки к ответам']),
    line(['---', '---', '---', '---:', '---']),
    ...profiles.flatMap((profile) =>
      rolesOf(profile).map(({ id, titleRu, sees, steps, attaches }) =>
        line([profile.profile, `${id}: ${titleRu}`, SEES[sees], String(steps), attaches ? 'прикладывает' : '—']),
      ),
    ),
    '',
  ].join('\n');
}

const SEES = { all: 'все', own: 'своего органа', none: 'никаких' } as const;

export interface RoleRight {
  id: string;
  titleRu: string;
  sees: keyof typeof SEES;
  steps: number;
  /** Puts pictures to drafts. */
  attaches: boolean;
}

/** Every role a person of a tenant with this regulation may have. */
export function rolesOf(profile: Profile): RoleRight[] {
  return grantableRoles([profile]).map(({ id, titleRu }) => {
    const scope = scopeOf({ roles: [id], bodyId: 'own' }, [profile]);
    return {
      id,
      titleRu,
      sees: scope === 'all' || scope === 'none' ? scope : 'own',
      steps: profile.flow.filter((step) => step.by === id).length,
      attaches: mayAttach({ roles: [id], bodyId: 'own' }, [profile]),
    };
  });
}

function line(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
