import type { Level } from '../../lib/domain/regulations/profile.ts';

export function FindingMark({ level }: { level: Level }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {level === 'block' && (
        <path
          d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm3 9.6-.9.9L8 9.4l-2.1 2.1-.9-.9L7.1 8.5 5 6.4l.9-.9L8 7.6l2.1-2.1.9.9-2.1 2.1Z"
          fill="currentColor"
        />
      )}
      {level === 'warn' && (
        <path d="M8 1.5 15.5 14.5H.5ZM7.3 6v4h1.4V6Zm0 5v1.4h1.4V11Z" fill="currentColor" fill-rule="evenodd" />
      )}
      {level === 'checklist' && (
        <rect x="2" y="2" width="12" height="12" rx="2" fill="none" stroke="currentColor" stroke-width="1.6" />
      )}
    </svg>
  );
}
