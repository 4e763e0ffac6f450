/** Something the person who starts or asks can put right: shown as one sentence, without a stack. */
export class PersonProblem extends Error {
  override readonly name = 'PersonProblem';
}
