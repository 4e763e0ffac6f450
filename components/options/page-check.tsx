import { useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** How a page was read: roles and counts, never a text, a name or an address. */
export interface PageReport {
  network: string;
  host: string;
  page: string;
  layout: string;
  expected: boolean;
  verdict: 'ok' | 'degraded' | 'off';
  roles: { role: string; tried: number; hit: string | null; found: number; missed: number }[];
}

export type CaptureOutcome = { ok: true } | { ok: false; leaks: ('phone' | 'e-mail' | 'name' | 'id')[] };

export interface PageCheckProps {
  /** Pages of the networks that are open in tabs. */
  onList: () => Promise<{ tabId: number; host: string }[]>;
  /** Null: the page does not answer, it was open before the extension. */
  onCheck: (tabId: number) => Promise<PageReport | null>;
  onCapture: (tabId: number) => Promise<CaptureOutcome | null>;
}

/** «Проверить эту страницу»: what of a network's page is understood, and a skeleton of it for those who mend that. */
export function PageCheck({ onList, onCheck, onCapture }: PageCheckProps) {
  const { t } = useFrame();
  const [pages, setPages] = useState<{ tabId: number; host: string }[] | null>(null);
  const [checked, setChecked] = useState<{ tabId: number; report: PageReport | null } | null>(null);
  const [captured, setCaptured] = useState<CaptureOutcome | null>(null);

  async function check(tabId: number): Promise<void> {
    setCaptured(null);
    setChecked({ tabId, report: await onCheck(tabId).catch(() => null) });
  }

  return (
    <section class="section">
      <h2>{t.options.pages.title}</h2>
      <p class="muted">{t.options.pages.why}</p>
      <button type="button" class="button" onClick={async () => setPages(await onList())}>
        {t.options.pages.list}
      </button>
      {pages?.length === 0 && <p role="status">{t.options.pages.none}</p>}
      {pages?.map(({ tabId, host }, index) => (
        <div class="row" key={tabId}>
          <span>{`${index + 1}. ${host}`}</span>
          <button type="button" class="button small" onClick={() => check(tabId)}>
            {t.options.pages.check}
          </button>
        </div>
      ))}
      {checked && checked.report === null && <p role="alert">{t.options.pages.silent}</p>}
      {checked?.report && (
        <>
          <Report report={checked.report} />
          <button
            type="button"
            class="button small"
            onClick={async () => setCaptured(await onCapture(checked.tabId).catch(() => null))}
          >
            {t.options.pages.capture}
          </button>
        </>
      )}
      {captured && (
        <p role="status">
          {captured.ok
            ? t.options.pages.captured
            : `${t.options.pages.refused}: ${captured.leaks.map((leak) => t.options.pages.leaks[leak]).join(', ')}.`}
        </p>
      )}
    </section>
  );
}

function Report({ report }: { report: PageReport }) {
  const { t } = useFrame();
  return (
    <div role="status">
      <p>
        <strong>{t.options.pages.verdict[report.verdict]}</strong> {`${report.host}, ${report.page}, ${report.layout}`}
      </p>
      <details>
        <summary>{t.options.pages.roles}</summary>
        <table>
          <tbody>
            {report.roles.map(({ role, tried, hit, found, missed }) => (
              <tr key={role}>
                <th scope="row">{role}</th>
                <td>{t.options.pages.counts(tried, found, missed)}</td>
                <td>{hit === null ? '' : <code>{hit}</code>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <CopyButton text={JSON.stringify(report, null, 1)} label={t.options.pages.copy} doneLabel={t.rejected.copied} />
    </div>
  );
}
