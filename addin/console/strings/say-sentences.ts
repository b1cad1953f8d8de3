import { sayFrom } from '../../strings/say-in.ts';
import { failureSentences } from './failure-sentences-es.ts';
import { remedySentences } from './remedy-sentences-es.ts';

const say = sayFrom([...remedySentences, ...failureSentences]);

/** The whole, or else each sentence of it: a server's own words may stand behind ours, and stay as they are. */
export const sayConnectionEs = (text: string): string => {
  const whole = say(text);
  return whole === text
    ? text
        .split(/(?<=\.) /)
        .map(say)
        .join(' ')
    : whole;
};
