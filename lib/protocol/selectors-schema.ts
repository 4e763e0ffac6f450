import { z } from 'zod';

/** How a network's pages are read, as data that may take the place of what the extension was built with. */
const alternativeSchema = z
  .strictObject({
    css: z.string().min(1).max(500),
    layout: z.string().min(1).max(40),
    surety: z.enum(['saved-page', 'inventory', 'in-use', 'guess']),
    seen: z.string().regex(/^(never|20\d\d(-(0[1-9]|1[0-2]))?)$/),
  })
  .refine(({ surety, seen }) => (surety === 'guess') === (seen === 'never'), { path: ['seen'] });
const fileSchema = z.strictObject({
  network: z.string().max(40),
  roles: z.record(z.string().max(60), z.array(z.unknown()).max(60)),
});

export type Alternative = z.infer<typeof alternativeSchema>;

export interface ParsedSelectors {
  selectors: Record<string, Alternative[]>;
  /** What was left out and where, in words for an administrator. */
  warnings: string[];
}

/**
 * Reads a selectors file of one network. A bad entry is left out alone, with a warning; a role of which nothing is left is
 * not replaced. Null when it is no such file at all. `roles`: those the network's adapter knows, where that is at hand.
 */
export function parseSelectors(value: unknown, network: string, roles: readonly string[] | null): ParsedSelectors | null {
  const file = fileSchema.safeParse(value).data;
  if (!file || file.network !== network) return null;
  const parsed: ParsedSelectors = { selectors: {}, warnings: [] };
  for (const [role, entries] of Object.entries(file.roles)) {
    if (roles && !roles.includes(role)) {
      parsed.warnings.push(`роль «${role}»: такой нет`);
      continue;
    }
    const good = entries.flatMap((entry, index) => {
      const read = alternativeSchema.safeParse(entry);
      if (!read.success) parsed.warnings.push(`роль «${role}», запись ${index + 1}: ${whatIsWrong(read.error)}`);
      return read.data ?? [];
    });
    if (good.length > 0) parsed.selectors[role] = good;
    else parsed.warnings.push(`роль «${role}»: не осталось ни одной записи, действует прежняя`);
  }
  return parsed;
}

function whatIsWrong({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === 'unrecognized_keys') return `неизвестное поле «${issue.keys[0]}»`;
  const field = issue?.path[0];
  return field === undefined ? 'это не запись' : `поле «${String(field)}»`;
}
