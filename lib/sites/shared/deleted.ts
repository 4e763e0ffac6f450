const NOTICE =
  /^(комментарий|запись|заметка|тема|сообщение|публикация|comment|post|topic|message) ((был|was|has been)\S* )?(удал|скрыт|недоступ|deleted|removed|hidden)/i;

/** Is this the network's own notice in place of a message, on its Russian or English pages? */
export function saysDeleted(text: string): boolean {
  return NOTICE.test(text.trim().replace(/\s+/g, ' '));
}
