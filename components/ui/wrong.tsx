import { reveal } from './reveal.ts';

export function Wrong({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p class="notice bad" role="alert" ref={reveal}>
      {text}
    </p>
  );
}
