/**
 * Joins the soft line breaks of format=flowed (RFC 3676): a line that ends with a space goes on in the next one.
 * Quoted lines stay as they were broken: what a person answered to is left word for word.
 */
const flows = (line: string): boolean => line.endsWith(' ') && !line.startsWith('>') && line !== '-- ';

export const unflow = (text: string, deleteSpace: boolean): string => {
  const done: string[] = [];
  let open = '';
  let joining = false;
  for (const line of text.split('\n')) {
    if (joining && line.startsWith('>')) {
      done.push(open);
      open = '';
    }
    // Section 4.4: one leading space is stuffing.
    open += line.startsWith(' ') ? line.slice(1) : line;
    joining = flows(line);
    if (joining) open = deleteSpace ? open.slice(0, -1) : open;
    else {
      done.push(open);
      open = '';
    }
  }
  if (joining) done.push(open);
  return done.join('\n');
};
