import { createContext } from 'preact';
import type { Company } from './view.ts';

/** Who else is at what the panel shows: many views speak of it, none is given it by another. */
export const CompanyContext = createContext<Company>({ people: [], holder: null });
