/** The kind of a draft that is one body's share of a common reply; it stands beside the regulation's kinds of reply. */
export const PART = 'part';
/** What a draft says that is one text for the parts of several bodies: it is of the whole case. */
export const CONSOLIDATED = 'consolidated';
