import { useFrame } from '../frame.ts';

export function KeysHelp({ onHide }: { onHide: () => void }) {
  const { t } = useFrame();
  const keys: [string, string][] = [
    ['Alt+Shift+I', t.keys.mark],
    ['Alt+Shift+V', t.keys.panel],
    ['Ctrl+Enter', t.keys.main],
    ['← →', t.keys.tabs],
    ['Esc', t.keys.close],
    ['?', t.keys.help],
  ];
  return (
    <section class="card" aria-label={t.keys.title}>
      <h2>{t.keys.title}</h2>
      <dl class="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <button type="button" class="button small" onClick={onHide}>
          {t.keys.hide}
        </button>
      </div>
    </section>
  );
}
