/** Mail of a fixed size and order: the same number gives the same bytes. Every second one replies to the one before. */
const words =
  'pump seal order quote delivery flange pressure valve invoice Tuesday drawing series motor shaft repair warranty';
const vocabulary = words.split(' ');
const messageBytes = 10_000;
const firstDate = Date.UTC(2026, 1, 1, 8);

export const contactAddress = (n: number): string => `contact${n}@customer${n % 97}.example`;

/** A generator of whole numbers below 2^32 (xorshift, 32 bits), never zero. */
const sequence = (seed: number) => {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return () => {
    state ^= (state << 13) >>> 0;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state;
  };
};

const line = (next: () => number): string => {
  let text = '';
  while (text.length < 66) text += `${text === '' ? '' : ' '}${vocabulary[next() % vocabulary.length] ?? ''}`;
  return text;
};

const messageId = (n: number): string => `<bench-${n}@customer.example>`;

/** Message `n` of 10 KB: from one of `contacts` contacts to the user, two more contacts in Cc, text and HTML. */
export const benchMail = (n: number, contacts: number, to: string): Buffer => {
  const next = sequence(n + 1);
  const thread = n - (n % 2);
  const subject = `Quote ${thread} for pumps`;
  const head = [
    `Message-ID: ${messageId(n)}`,
    `Date: ${new Date(firstDate + n * 60_000).toUTCString().replace('GMT', '+0000')}`,
    `From: Contact ${thread} <${contactAddress(thread % contacts)}>`,
    `To: ${to}`,
    `Cc: ${contactAddress(next() % contacts)}, ${contactAddress(next() % contacts)}`,
    `Subject: ${n === thread ? subject : `Re: ${subject}`}`,
    ...(n === thread ? [] : [`In-Reply-To: ${messageId(thread)}`, `References: ${messageId(thread)}`]),
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=bench',
    '',
    '--bench',
    'Content-Type: text/plain; charset=utf-8',
    '',
  ];
  const between = ['', '--bench', 'Content-Type: text/html; charset=utf-8', '', '<html><body>'];
  const end = ['</body></html>', '--bench--', ''];
  const text: string[] = [];
  const html: string[] = [];
  const size = () => [...head, ...text, ...between, ...html, ...end].reduce((sum, each) => sum + each.length + 2, 0);
  let total = size();
  while (total < messageBytes) {
    const one = line(next);
    text.push(one);
    html.push(`<p>${one}</p>`);
    total += 2 * one.length + 11;
  }
  return Buffer.from([...head, ...text, ...between, ...html, ...end].join('\r\n'), 'latin1');
};

/** Text of such a size that the mail made of it has 10 KB. */
export const benchText = ((): string => {
  const next = sequence(1);
  const lines: string[] = [];
  while (lines.length * 72 < messageBytes - 1_000) lines.push(line(next));
  return lines.join('\n');
})();
