import type { OpenForm } from '../../components/panel/view.ts';

/** What was chosen for a case before. */
export interface EarlierChoice {
  topic: string | null;
  location: string | null;
  bodies: string[];
}

export interface Known {
  topics: string[];
  locations: string[];
  /** Oldest first. */
  earlier: EarlierChoice[];
}

const WORD = /\p{L}{4,}/gu;

/** A first guess at the form by the words of the message and by what was chosen before; fields it knows nothing of are left out. */
export function suggestForm(text: string, { topics, locations, earlier }: Known): Partial<OpenForm> {
  const topic = bestMatch(text, topics);
  const location = bestMatch(text, locations) ?? (locations.length === 1 ? locations[0] : undefined);
  const alike = topic === undefined ? undefined : earlier.findLast((one) => one.topic === topic && one.bodies.length > 0);
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(location === undefined ? {} : { location }),
    ...(alike ? { bodies: alike.bodies } : {}),
  };
}

/** The name with most of its words in the text; Russian endings are cut off. */
function bestMatch(text: string, names: string[]): string | undefined {
  const said = text.toLowerCase();
  const scored = names.map((name) => ({ name, score: stemsOf(name).filter((stem) => said.includes(stem)).length }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 0 ? best.name : undefined;
}

function stemsOf(name: string): string[] {
  return (name.toLowerCase().match(WORD) ?? []).map((word) => word.slice(0, Math.max(4, word.length - 2)));
}
