import { PersonProblem, WrongArguments } from './problem.ts';
import { serve } from './serve.ts';

try {
  process.exitCode = await serve(process.argv.slice(2));
} catch (problem) {
  if (!(problem instanceof PersonProblem || problem instanceof WrongArguments)) throw problem;
  process.stderr.write(`${problem.message}\n`);
  process.exitCode = problem instanceof WrongArguments ? 2 : 1;
}
