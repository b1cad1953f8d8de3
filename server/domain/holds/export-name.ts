/**
 * The file that a held mail is in an archive: its number there, and as much of its Message-ID as is plain in every file
 * system; never a path, and never the name of another.
 */
export const exportName = (index: number, messageId: string | null): string => {
  const plain = (messageId ?? '')
    .replace(/[^A-Za-z0-9@._-]+/g, '_')
    .replace(/^[._]+|[._]+$/g, '')
    .slice(0, 100);
  return [String(index + 1).padStart(3, '0'), plain].filter((part) => part !== '').join('-') + '.eml';
};
