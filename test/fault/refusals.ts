import { startSmtpSink } from '../support/smtp-sink.ts';
import { startScriptedSmtp, type Verb } from '../support/scripted-smtp.ts';
import { profileAt, sendTo, shortWaits, testTransport, told } from '../support/smtp-transport.ts';

/** F3: what a server does at a step, and how S5 wants the mail to be judged. */
export interface RefusalCell {
  readonly name: string;
  readonly wanted: string;
  /** Offers one mail and tells how it was judged. */
  readonly run: () => Promise<string>;
}

type Step = 'CONNECT' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | '.';
const steps: readonly Step[] = ['CONNECT', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.'];
const stageOf = { CONNECT: 'greeting', EHLO: 'ehlo', MAIL: 'mail', RCPT: 'recipient', DATA: 'data', '.': 'finalDot' };

/** A 5xx: the content or the recipient failed, or it is us whom the server refuses. */
const wantedOfRefusal = (step: Step): string =>
  step === 'RCPT' || step === 'DATA' || step === '.'
    ? `failed@${stageOf[step]}`
    : `deferred@${stageOf[step]} !${stageOf[step]}`;
const wantedOfTrouble = (step: Step): string => `deferred@${stageOf[step]}`;
const wantedOfLoss = (step: Step): string => (step === '.' ? 'uncertain' : wantedOfTrouble(step));

const sendOnce = async (port: number): Promise<string> => {
  const transport = testTransport({ timeouts: shortWaits });
  try {
    return told(await sendTo(transport, profileAt(port)));
  } finally {
    await transport.close();
  }
};

const answerings: readonly (readonly [string, string, (step: Step) => string])[] = [
  ['answers 451', '451 4.3.0 try again later', wantedOfTrouble],
  ['answers 550', '550 5.0.0 no', wantedOfRefusal],
  ['answers 421', '421 4.3.2 going down', wantedOfTrouble],
  ['hangs up', 'drop', wantedOfLoss],
  ['says nothing', 'silence', wantedOfLoss],
  ['talks nonsense', 'HTTP/1.1 200 OK', wantedOfLoss],
];

const scripted = (step: Step, given: string) => async (): Promise<string> => {
  const verbs: readonly Verb[] = step === 'EHLO' ? ['EHLO', 'HELO'] : [step];
  await using server = await startScriptedSmtp({ answer: (verb) => (verbs.includes(verb) ? given : undefined) });
  return await sendOnce(server.port);
};

const sunk = (step: Step, flag: string) => async (): Promise<string> => {
  await using sink = await startSmtpSink(flag, step === 'EHLO' ? 'EHLO,HELO' : step);
  return await sendOnce(sink.port);
};

const sinkFlags: readonly (readonly [string, string, (step: Step) => string])[] = [
  ['rejects softly', '-r', wantedOfTrouble],
  ['rejects hard', '-f', wantedOfRefusal],
  ['disconnects', '-q', wantedOfLoss],
  ['says 421 and disconnects', '-Q', wantedOfTrouble],
];

/** 36 cells with a server that is scripted byte by byte, 24 with Postfix's smtp-sink, and the relay refusals. */
export const refusalCells: readonly RefusalCell[] = [
  ...steps.flatMap((step) =>
    answerings.map(([name, given, wanted]) => ({
      name: `${step}: the server ${name}`,
      wanted: wanted(step),
      run: scripted(step, given),
    })),
  ),
  ...steps.flatMap((step) =>
    sinkFlags.map(([name, flag, wanted]) => ({
      name: `${step}: smtp-sink ${name}`,
      wanted: wanted(step),
      run: sunk(step, flag),
    })),
  ),
  {
    name: 'RCPT: relay denied',
    wanted: 'deferred@recipient !recipient',
    run: scripted('RCPT', '554 5.7.1 Relay access denied'),
  },
  {
    name: 'RCPT: relaying in words',
    wanted: 'deferred@recipient !recipient',
    run: scripted('RCPT', '550 Unable to relay'),
  },
  {
    name: 'RCPT: 5.7.0',
    wanted: 'deferred@recipient !recipient',
    run: scripted('RCPT', '530 5.7.0 Authentication required'),
  },
  { name: 'MAIL: too large', wanted: 'failed@mail', run: scripted('MAIL', '552 5.3.4 too big') },
];
