/** Which kinds of items servers of each protocol are synchronized with; a new one of either is a word here. */
export const syncOffers = {
  dav: ['contact', 'task', 'appointment'],
  graph: ['contact', 'task', 'appointment'],
} as const;
