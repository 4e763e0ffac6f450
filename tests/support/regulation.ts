import { parseProfile } from '../../lib/protocol/profile-yaml.ts';
import source from '../../regulations/lebyazhye.yaml?raw';

const parsed = parseProfile(source, 'lebyazhye.yaml');
if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join('\n'));

/** The regulation itself, read as the server reads it: tests and gallery show what people will see. */
export const lebyazhye = parsed.profile;
