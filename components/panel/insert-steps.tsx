import { useFrame } from '../frame.ts';

/** Where the posting stands: the middle step belongs to the network's own page. */
export function InsertSteps({ isInserted }: { isInserted: boolean }) {
  const { t } = useFrame();
  const now = isInserted ? 1 : 0;
  return (
    <ol class="steps">
      {[t.publish.steps.insert, t.publish.steps.send, t.publish.steps.recognise].map((step, index) => (
        <li
          key={step}
          class={index < now ? 'done' : index === now ? 'now' : ''}
          aria-current={index === now ? 'step' : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}
