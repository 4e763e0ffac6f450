import type { CDPSession } from 'playwright-core';
import { within } from './within.ts';

/** What a stretch of the page's life cost its main thread: processor time in ms, so that what else the machine does is not in it. */
export interface Traced {
  /** In functions of one script, and in what its timers set off. */
  script: number;
  /** Tasks that took the processor for longer than 50 ms. */
  longTasks: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Processor time of the thread, in µs. */
  tdur?: number;
  args?: { data?: { url?: string } };
}

const LONG_MS = 50;
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Traces `work` and sums up what the page's main thread did of `scriptUrl`. The page must have no other timers than that script's. */
export async function traced(cdp: CDPSession, scriptUrl: string, work: () => Promise<unknown>): Promise<Traced> {
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await within(20_000, 'begin of the trace', cdp.send('Tracing.start', traceOptions()));
  await work();
  const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
  await cdp.send('Tracing.end');
  await within(60_000, 'end of the trace', complete);
  return summed(events, scriptUrl);
}

function traceOptions() {
  return { transferMode: 'ReportEvents' as const, traceConfig: { includedCategories: CATEGORIES } };
}

function summed(events: TraceEvent[], scriptUrl: string): Traced {
  const main = mainThread(events);
  const tasks = main.filter(({ name }) => name === 'RunTask');
  const ours = main.filter(({ name, args }) => {
    return name === 'TimerFire' || (name === 'FunctionCall' && args?.data?.url === scriptUrl);
  });
  return {
    script: outermost(ours).reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000,
    longTasks: tasks.filter(({ tdur = 0 }) => tdur > LONG_MS * 1000).length,
  };
}

/** The thread that draws the page: of all that were traced the one with most frames. */
function mainThread(events: TraceEvent[]): TraceEvent[] {
  const threads = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (event.ph !== 'X') continue;
    const thread = `${event.pid} ${event.tid}`;
    const known = threads.get(thread);
    if (known) known.push(event);
    else threads.set(thread, [event]);
  }
  const frames = (thread: TraceEvent[]) => thread.filter(({ name }) => name === 'FireAnimationFrame').length;
  const [busiest] = [...threads.values()].toSorted((a, b) => frames(b) - frames(a));
  if (!busiest || frames(busiest) === 0) throw new Error('the trace holds no frame of the page');
  return busiest;
}

/** Calls inside others of these are in the others' time already. */
function outermost(events: TraceEvent[]): TraceEvent[] {
  let until = Number.NEGATIVE_INFINITY;
  return events
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
    .filter(({ ts, dur = 0 }) => {
      if (ts < until) return false;
      until = ts + dur;
      return true;
    });
}
