/** Ascending UIDs as a sequence set (RFC 9051 section 9), runs written as ranges. */
export const uidSet = (uids: readonly number[]): string => {
  const parts: string[] = [];
  let start = 0;
  for (let index = 1; index <= uids.length; index += 1) {
    if (uids[index] === (uids[index - 1] ?? 0) + 1) continue;
    const [first, last] = [uids[start], uids[index - 1]];
    parts.push(first === last ? `${first}` : `${first}:${last}`);
    start = index;
  }
  return parts.join(',');
};
