/** The kind of a draft that is one body's share of a common reply; it stands beside the regulation's kinds of reply. */
export const PART = 'part';
