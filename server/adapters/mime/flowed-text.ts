/** Joins the soft line breaks of format=flowed (RFC 3676): lines that end with a space go on, unless the quote depth changes. */
const depthOf = (line: string): number => /^>*/.exec(line)?.[0].length ?? 0;

const unquoted = (line: string): string => line.replace(/^>+/, '').replace(/^ /, '');

interface Paragraph {
  readonly depth: number;
  readonly pieces: string[];
}

const write = (paragraph: Paragraph): string =>
  (paragraph.depth > 0 ? `${'>'.repeat(paragraph.depth)} ` : '') + paragraph.pieces.join('');

export const unflow = (text: string, deleteSpace: boolean): string => {
  const done: string[] = [];
  let open: Paragraph | null = null;
  for (const line of text.split('\n')) {
    const depth = depthOf(line);
    const content = unquoted(line);
    if (open !== null && open.depth !== depth) {
      done.push(write(open));
      open = null;
    }
    const soft = content.endsWith(' ') && content !== '-- ';
    const paragraph: Paragraph = open ?? { depth, pieces: [] };
    paragraph.pieces.push(soft && deleteSpace ? content.slice(0, -1) : content);
    open = soft ? paragraph : null;
    if (!soft) done.push(write(paragraph));
  }
  if (open !== null) done.push(write(open));
  return done.join('\n');
};
