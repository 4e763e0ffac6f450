/** What a message may hold besides words (LEB-04: «в текстовой или иной форме»); `audio` is a voice message as well as music. */
export const MEDIA = ['photo', 'video', 'audio', 'document'] as const;
export type Medium = (typeof MEDIA)[number];
