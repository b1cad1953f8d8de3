const longest = 150;

/** Control signs, direction overrides (RFC 8265 hazards such as U+202E), and what paths are made of. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\:*?"<>|]/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/** A name under which a stranger's file may be saved anywhere: never a path, never a device, never empty. */
export const safeFileName = (name: string, fallback: string): string => {
  const cleaned = name
    .normalize('NFC')
    .replace(unsafe, '_')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const cut = Array.from(cleaned).slice(-longest).join('');
  if (cut === '' || /^_+$/.test(cut)) return fallback;
  return reserved.test(cut) ? `_${cut}` : cut;
};
