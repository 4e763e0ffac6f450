const NOTICES = [
  /^(комментарий|запись|заметка|тема|сообщение|публикация)\s+(был[аои]?\s+)?(удал|скрыт|недоступ)/i,
  /^(this\s+|the\s+)?(comment|post|note|topic|message|entry)\s+(was\s+|has been\s+|is\s+)?(deleted|removed|hidden|unavailable)/i,
  /^(коментар|допис|запис|повідомлення)\S*\s+(був\s+|було\s+)?(видален|прихован|недоступн)/i,
];

/** Is this the network's own notice in place of a message, in the languages of its pages that are read? */
export function saysDeleted(text: string): boolean {
  const said = text.trim();
  return NOTICES.some((notice) => notice.test(said));
}
