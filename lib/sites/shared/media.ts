import { MEDIA, type Medium } from '../../domain/messages/media.ts';

/** What an item holds besides its words, by the role that finds each; nothing where it holds none. */
export function mediaOf(holds: (role: `${Medium}Media`) => boolean): { media?: Medium[] } {
  const media = MEDIA.filter((medium) => holds(`${medium}Media`));
  return media.length > 0 ? { media } : {};
}
