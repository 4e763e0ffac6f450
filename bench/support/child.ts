import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A program of the bench in a process of its own, asked and answering over the line to its parent. */
export interface Child {
  /** The first thing it says of itself. */
  hello(): Promise<unknown>;
  ask<Answer>(asked: object): Promise<Answer>;
  /** Told whenever it has seen something (by id), and when (epoch ms). */
  onSeen(listener: (id: string, at: number) => void): void;
  stop(): Promise<void>;
}

export function startChild(file: string, cwd?: string): Child {
  const child = fork(file, cwd === undefined ? {} : { cwd });
  const gone = once(child, 'exit');
  const seen = (message: unknown): message is { seen: string; at: number } =>
    typeof message === 'object' && message !== null && 'seen' in message;
  const next = () =>
    new Promise<unknown>((done, fail) => {
      const hear = (message: unknown) => {
        if (seen(message)) return;
        child.off('message', hear);
        child.off('exit', lose);
        done(message);
      };
      const lose = () => fail(new Error(`${file} ended`));
      child.on('message', hear);
      child.once('exit', lose);
    });
  return {
    hello: next,
    async ask<Answer>(asked: object): Promise<Answer> {
      const answered = next();
      child.send(asked);
      return (await answered) as Answer;
    },
    onSeen: (listener) =>
      child.on('message', (message) => {
        if (seen(message)) listener(message.seen, message.at);
      }),
    async stop() {
      child.kill();
      await gone;
    },
  };
}
