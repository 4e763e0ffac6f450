import { html } from 'hono/html';
import type { Me } from '../../lib/protocol/api.ts';
import { MARKS, type Wishes } from '../mail/wishes.ts';
import { done, layout, type Markup } from './layout.ts';

const LABEL: Record<(typeof MARKS)[number], string> = {
  50: 'прошла половина рабочего времени срока',
  80: 'прошло 80 %',
  100: 'срок истёк',
};

/** Which letters somebody wants; `isSending` is false where the server has nowhere to send them by. */
export function lettersPage(me: Me, wishes: Wishes, isSending: boolean, said: string | null): Markup {
  return layout(
    'Письма',
    html`${done(said)}
    <section>
      ${isSending ? '' : html`<p><strong>На этом сервере отправка писем не настроена</strong>, поэтому сейчас они не приходят. Об этом можно сказать администратору.</p>`}
      <p>Письма приходят о сроках, которые должны соблюсти вы. В них номер инцидента, шаг, сколько осталось и ссылка; текстов и имён граждан нет.</p>
      <form method="post" action="/account/letters">
        <fieldset>
          <legend>Сроки инцидентов</legend>
          ${MARKS.map((mark) => html`<label class="choice"><input type="checkbox" name="marks" value="${mark}" ${wishes.marks.includes(mark) ? 'checked' : ''}> ${LABEL[mark]}</label>`)}
        </fieldset>
        <fieldset>
          <legend>Периодические обязанности</legend>
          <label class="choice"><input type="checkbox" name="duties" value="yes" ${wishes.duties ? 'checked' : ''}> за рабочий день, в сам день и после крайнего срока</label>
        </fieldset>
        <button>Сохранить</button>
      </form>
    </section>`,
    me,
  );
}
