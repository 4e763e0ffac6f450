export type LogLevel = 'info' | 'warn' | 'error';

export interface LogEntry {
  level: LogLevel;
  event: string;
  /** Ids, codes, counts and times only: never a text, a name, an address of a person or a secret. */
  facts: Record<string, string | number | boolean | null>;
}

export interface Log {
  info(event: string, facts?: LogEntry['facts']): void;
  warn(event: string, facts?: LogEntry['facts']): void;
  error(event: string, problem: unknown, facts?: LogEntry['facts']): void;
}

/** Where entries go is the caller's business: standard error when the server runs, an array in a test. */
export function createLog(sink: (entry: LogEntry) => void): Log {
  return {
    info: (event, facts = {}) => sink({ level: 'info', event, facts }),
    warn: (event, facts = {}) => sink({ level: 'warn', event, facts }),
    error: (event, problem, facts = {}) => sink({ level: 'error', event, facts: { ...facts, ...describeProblem(problem) } }),
  };
}

export const silentLog: Log = createLog(() => undefined);

/** A database's message may quote the row it refused, so of such an error only the code is kept. */
function describeProblem(problem: unknown): LogEntry['facts'] {
  if (!(problem instanceof Error)) return { problem: typeof problem };
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : null;
  return { problem: problem.name, code, where: firstFrame(problem) };
}

/** A message may run over several lines and hold anything, so the frames are looked for behind it. */
function firstFrame({ stack, message }: Error): string | null {
  const start = stack?.indexOf(message) ?? -1;
  if (stack === undefined || start < 0) return null;
  const frames = stack.slice(start + message.length).split('\n');
  return frames.find((line) => line.startsWith('    at '))?.trim() ?? null;
}

export function formatEntry(entry: LogEntry, now: number): string {
  return JSON.stringify({ at: new Date(now).toISOString(), level: entry.level, event: entry.event, ...entry.facts });
}
