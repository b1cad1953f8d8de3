const longest = 150;

/** Control signs, direction overrides (RFC 8265 hazards such as U+202E), and what paths are made of. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** Names longer than this are cut before anything else looks at them. */
const read = 4_000;

/** Dots and spaces at the end, which Windows drops; counted from the end, so that the time grows with them alone. */
const withoutTail = (name: string): string => {
  let end = name.length;
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end -= 1;
  return name.slice(0, end);
};

/** A name under which a stranger's file may be saved anywhere: never a path, never a device, never empty. */
export const safeFileName = (name: string, fallback: string): string => {
  const cleaned = withoutTail(
    name
      .slice(-read)
      .normalize('NFC')
      .replace(unsafe, '_')
      .replace(/^[. ]+/, ''),
  );
  const cut = Array.from(cleaned)
    .slice(-longest)
    .join('')
    .replace(/^[. ]+/, '');
  if (cut === '' || /^_+$/.test(cut)) return fallback;
  return reserved.test(cut) ? `_${cut}` : cut;
};
