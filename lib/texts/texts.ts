import { acts } from './acts.ts';
import { aftercare } from './aftercare.ts';
import { caseTexts } from './case.ts';
import { commands } from './commands.ts';
import { company } from './company.ts';
import { format } from './format.ts';
import { history } from './history.ts';
import type { Lang } from './lang.ts';
import { message } from './message.ts';
import { notes } from './notes.ts';
import { options } from './options.ts';
import { panel } from './panel.ts';
import { pictures } from './pictures.ts';
import { popup } from './popup.ts';
import { problems } from './problems.ts';
import { publish } from './publish.ts';
import { refusals } from './refusals.ts';
import { review } from './review.ts';
import { stages } from './stages.ts';
import { unsent } from './unsent.ts';

/** Every string a person reads in the panel, the popup and the options, in one language. */
export function texts(lang: Lang) {
  return {
    lang,
    ...panel[lang],
    ...message[lang],
    ...caseTexts[lang],
    ...review[lang],
    ...publish[lang],
    ...company[lang],
    ...pictures[lang],
    ...aftercare[lang],
    acts: acts[lang],
    commands: commands[lang],
    history: history[lang],
    popup: popup[lang],
    notes: notes[lang],
    options: options[lang],
    refusals: refusals[lang],
    problems: problems[lang],
    stages: stages[lang],
    unsentWork: unsent[lang],
    format: format(lang),
  };
}

export type Texts = ReturnType<typeof texts>;
