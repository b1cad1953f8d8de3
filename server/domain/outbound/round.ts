/**
 * S7: whose turn it is. Those after the one served last come first, so that no sender is passed over however many
 * mails others have; each gives the same small number a round.
 */
export const turnsOf = (senders: readonly string[], servedLast: string | null): string[] => {
  const sorted = [...senders].sort();
  const start = servedLast === null ? 0 : sorted.findIndex((sender) => sender > servedLast);
  return start <= 0 ? sorted : [...sorted.slice(start), ...sorted.slice(0, start)];
};
