/** Something the person who starts or asks can put right: shown as one sentence, without a stack. */
export class PersonProblem extends Error {
  override readonly name = 'PersonProblem';
}

/** Arguments that nothing can be done with: one line on stderr and exit code 2. */
export class WrongArguments extends Error {
  override readonly name = 'WrongArguments';
}
