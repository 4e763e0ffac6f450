/** Worked due dates: regulation, duty, and the moment after which the next one is asked for, or the last time for a half-yearly duty. */
export const DUTY_CHECKS: Record<string, [regulation: string, duty: string, after: string, asked: 'dueAt' | 'graceUntilAt']> = {
  'LEB-8.1': ['lebyazhye', 'fridayPost', '2023-02-19 12:00', 'dueAt'],
  'LEB-8.2': ['lebyazhye', 'fridayPost', '2023-02-22 16:00', 'dueAt'],
  'LEB-8.3': ['lebyazhye', 'monthlySummary', '2023-03-01 12:00', 'dueAt'],
  'LEB-8.4': ['lebyazhye', 'monthlySummary', '2024-05-01 12:00', 'dueAt'],
  'LEB-8.5': ['lebyazhye', 'monthlySummary', '2024-05-01 12:00', 'graceUntilAt'],
  'NVR-8.1': ['novorossiysk', 'monthly', '2025-12-01 12:00', 'dueAt'],
  'NVR-8.2': ['novorossiysk', 'monthly', '2025-12-30 18:00', 'dueAt'],
  'NVR-8.3': ['novorossiysk', 'monthly', '2025-01-01 12:00', 'dueAt'],
  'OMS-9.2': ['omsk-regional', 'assessMessages', '2025-08-31 10:00', 'dueAt'],
  'BAR-7.1': ['barnaul', 'weekly', '2025-05-04 12:00', 'dueAt'],
  'BAR-7.2': ['barnaul', 'weekly', '2025-05-07 17:00', 'dueAt'],
  'BAR-7.3': ['barnaul', 'weekly', '2025-12-28 12:00', 'dueAt'],
  'BAR-7.4': ['barnaul', 'weekly', '2025-12-30 17:00', 'dueAt'],
};
