const ru = {
  company: {
    looks: 'Смотрит',
    types: 'Пишет',
    somebody: 'коллега',
    held: 'Уже в работе',
    since: 'С',
    agree: 'Договоритесь, прежде чем начинать: иначе одно и то же будет сделано дважды.',
    twice: 'Если отправить и отсюда, одно и то же будет сделано дважды. Ничего не отправлено, текст сохранён.',
    insist: 'Всё равно отправить',
  },
  versions: {
    title: 'Версии проекта',
    saved: 'сохранено',
    sent: 'отправлено на согласование',
    newer: 'Текст сохранён и с другого места',
    newerBody:
      'Пока вы работали, появилась другая версия. Ваш текст на месте. Выберите, с чем продолжать; до этого ничего не отправится.',
    difference: 'Чем ваш текст отличается',
    theirs: 'Другая версия',
    keepMine: 'Продолжить со своим',
    takeTheirs: 'Взять эту версию',
    aside: 'Ваш прежний текст отложен',
    bringBack: 'Вернуть мой текст',
    choose: 'Сначала выберите, с какой версией продолжать',
  },
};

const en: typeof ru = {
  company: {
    looks: 'Looking',
    types: 'Writing',
    somebody: 'a colleague',
    held: 'Already in hand',
    since: 'Since',
    agree: 'Agree with each other before you begin, or the same will be done twice.',
    twice: 'If you send this too, the same will be done twice. Nothing has been sent, your text is kept.',
    insist: 'Send all the same',
  },
  versions: {
    title: 'Versions of the draft',
    saved: 'saved',
    sent: 'sent for approval',
    newer: 'The text was saved elsewhere too',
    newerBody:
      'While you were working another version appeared. Your text is here. Choose what to go on with; nothing is sent before that.',
    difference: 'How your text differs',
    theirs: 'The other version',
    keepMine: 'Go on with mine',
    takeTheirs: 'Take this version',
    aside: 'Your former text is put aside',
    bringBack: 'Bring my text back',
    choose: 'First choose which version to go on with',
  },
};

export const company = { ru, en };
