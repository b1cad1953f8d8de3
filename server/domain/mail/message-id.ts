/** Longer ids are cut by no one and sent by no one: RFC 5322 section 2.1.1 bounds a line at 998 characters. */
const longestId = 998;

const withoutComments = (text: string): string => {
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '(') depth += 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return depth === 0 ? kept : text;
};

const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '');

/**
 * What is compared of a Message-ID (RFC 5322 section 3.6.4): without angle brackets, white space and comments, case
 * kept, because the left side belongs to whoever made it. Null when nothing comparable is left. Nothing in it is read.
 */
export const messageIdKey = (text: string | null): string | null => {
  if (text === null || text.length > 10 * longestId) return null;
  const bare = withoutSpace(withoutComments(text)).replace(/^</, '').replace(/>$/, '');
  return bare === '' || bare.length > longestId || /[<>]/.test(bare) ? null : bare;
};

/** The ids of a References or In-Reply-To value in their order, with angle brackets; words between them are passed over. */
export const parseMessageIds = (value: string): string[] => {
  const ids: string[] = [];
  let start = -1;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '<') start = at;
    else if (value[at] === '>' && start >= 0) {
      const key = messageIdKey(value.slice(start, at + 1));
      if (key !== null) ids.push(`<${key}>`);
      start = -1;
    }
  }
  return ids;
};
