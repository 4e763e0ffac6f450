import type { Texts } from '../../lib/texts/texts.ts';

/** Something of the page lies over the panel: what was pressed is not done, and where the same can be done safely. */
export function Covered({ t, onOpenTab }: { t: Texts; onOpenTab: () => void }) {
  return (
    <section class="notice bad covered" role="alert">
      <p>{t.covered.body}</p>
      <div class="row">
        <button type="button" class="button" onClick={onOpenTab}>
          {t.covered.openTab}
        </button>
      </div>
    </section>
  );
}
