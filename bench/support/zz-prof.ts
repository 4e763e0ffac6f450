import { applyCommand } from '../../server/commands/apply-command.ts';
import { openOffice, openPlace, workOn, library } from './offices.ts';
const place = await openPlace();
const office = await openOffice(place, 1);
console.log(Object.keys(place), Object.keys(office));
