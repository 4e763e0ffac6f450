const ru = {
  review: {
    proposed: 'Текст на согласовании',
    approved: 'Согласованный текст',
    previous: 'Что изменилось с прошлой версии',
    earlier: 'Прежние рекомендации',
    version: 'версия',
    approve: 'Согласовать',
    return: 'Вернуть на доработку',
    recommendations: 'Что исправить',
    recommendationsRequired: 'Без рекомендаций вернуть нельзя',
    send: 'Вернуть с рекомендациями',
    agreedDate: 'Окончательный ответ до',
  },
  returned: {
    title: 'Орган вернул: «не наше»',
    reroute: 'Направить другому',
    without: 'Решить без органа',
    withoutReason: 'Почему орган не нужен',
    withoutSend: 'Закрыть инцидент',
  },
};

const en: typeof ru = {
  review: {
    proposed: 'Text awaiting approval',
    approved: 'Approved text',
    previous: 'What changed since the previous version',
    earlier: 'Earlier recommendations',
    version: 'version',
    approve: 'Approve',
    return: 'Return for rework',
    recommendations: 'What to correct',
    recommendationsRequired: 'It cannot be returned without recommendations',
    send: 'Return with recommendations',
    agreedDate: 'Final answer by',
  },
  returned: {
    title: 'The body returned it: “not ours”',
    reroute: 'Send to another body',
    without: 'Settle without a body',
    withoutReason: 'Why no body is needed',
    withoutSend: 'Close the case',
  },
};

export const review = { ru, en };
