import type { Schedule } from '../../../lib/domain/worktime/model.ts';
import { scheduleWith } from './worktime.ts';

/** Where a regulation is followed: the zone as it stands from UTC, the hours of its bodies and of the centre above them. */
interface Town {
  offset: string;
  body: Schedule;
  centre: Schedule;
}

type Hours = Schedule['week']['mon'];

function week(zone: string, days: Hours, friday: Hours = days): Schedule {
  return scheduleWith({ mon: days, tue: days, wed: days, thu: days, fri: friday }, zone);
}

function hours(open: string, lunch: string, back: string, close: string): Hours {
  return [
    [open, lunch],
    [back, close],
  ];
}

const okrug = week('Asia/Yekaterinburg', hours('08:00', '12:00', '13:00', '17:00'), hours('08:00', '12:00', '13:00', '16:00'));
const district = week('Europe/Moscow', hours('08:00', '12:00', '13:00', '17:00'));
const port = week('Europe/Moscow', hours('09:00', '13:00', '13:50', '18:00'), hours('09:00', '13:00', '13:50', '17:00'));
const omskBody = week('Asia/Omsk', hours('08:30', '13:00', '14:00', '17:45'), hours('08:30', '13:00', '14:00', '16:30'));
const omskCentre = week('Asia/Omsk', hours('09:00', '13:00', '14:00', '18:00'));
const leninsky = week('Asia/Barnaul', hours('08:00', '11:30', '12:18', '17:00'), hours('08:00', '11:30', '12:18', '16:00'));

export const TOWNS: Record<string, Town> = {
  lebyazhye: { offset: '+05:00', body: okrug, centre: okrug },
  alatyr: { offset: '+03:00', body: district, centre: district },
  novorossiysk: { offset: '+03:00', body: port, centre: port },
  'omsk-regional': { offset: '+06:00', body: omskBody, centre: omskCentre },
  'omsk-municipal': { offset: '+06:00', body: omskBody, centre: omskCentre },
  barnaul: { offset: '+07:00', body: leninsky, centre: leninsky },
};
