/** Lone CR or LF, which no line of mail may contain (RFC 5322 section 2.3). */
const lone = /\r(?!\n)|(?<!\r)\n/;

/** The bytes with every line ended by CRLF; the same object when they are so already. */
export const withCrlf = (bytes: Buffer): Buffer => {
  const text = bytes.toString('latin1');
  return lone.test(text) ? Buffer.from(text.replace(/\r\n?|\n/g, '\r\n'), 'latin1') : bytes;
};
