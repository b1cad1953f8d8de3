/** The moment at which a day (`2026-03-02`), or one so many days later, begins on the clock here; null where it is no day. */
export const beginOfDay = (day: string, daysLater = 0): string | null => {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const begin = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(begin.getTime()) ? null : begin.toISOString();
};
