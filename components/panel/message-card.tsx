import { useState } from 'preact/hooks';
import { useFrame } from '../frame.ts';
import type { ShownMessage } from './view.ts';

const LONG_TEXT = 320;

export interface MessageCardProps {
  message: ShownMessage;
  /** The text is a copy kept at reading, not the live page. */
  snapshot: boolean;
  /** Goes to the tab of the message; without it the permalink opens. */
  onShow?: () => void;
}

export function MessageCard({ message, snapshot, onShow }: MessageCardProps) {
  const frame = useFrame();
  const { t } = frame;
  return (
    <article class="card sunken message-card">
      <div class="row apart">
        <strong>{message.author || '—'}</strong>
        <a
          class="small"
          href={message.permalink}
          target="_blank"
          rel="noreferrer"
          onClick={(event) => {
            if (!onShow) return;
            event.preventDefault();
            onShow();
          }}
        >
          {t.message.open}
        </a>
      </div>
      <p class="facts">
        <span>{t.stages.network[message.network]}</span>
        <span>{t.stages.channel[message.channel]}</span>
        <span>{postedWords(message)}</span>
        {message.media && <span>{message.media.map((medium) => t.message.media[medium]).join(', ')}</span>}
        {message.restricted && <span>{t.message.restricted}</span>}
        {message.onOwnPage && <span>{t.message.onOwnPage}</span>}
        {snapshot && <span title={t.message.snapshotHint}>{t.message.snapshot}</span>}
      </p>
      <MessageText text={message.text} />
    </article>
  );

  function postedWords({ postedAt, postedAtApproximate }: ShownMessage): string {
    if (postedAt === null) return t.message.unknownTime;
    const words = t.format.dateTime(postedAt, frame.now, frame.zone);
    return postedAtApproximate ? `${t.message.approximate} ${words}` : words;
  }
}

function MessageText({ text }: { text: string | null }) {
  const { t } = useFrame();
  const [open, setOpen] = useState(false);
  if (text === null) return <p class="muted">{t.message.masked}</p>;
  if (text === '') return <p class="muted">{t.message.noText}</p>;
  const long = text.length > LONG_TEXT || text.split('\n').length > 6;
  return (
    <>
      <p class={long && !open ? 'citizen clamped' : 'citizen'}>{text}</p>
      {long && (
        <button type="button" class="button quiet small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.message.less : t.message.more}
        </button>
      )}
    </>
  );
}
