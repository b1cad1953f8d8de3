/** Run as a program of its own: composes one large mail, sends it, prints how much memory that took. */
import { createMessageComposer } from '../../server/adapters/mime/message-composer.ts';
import { composedEmail } from './composed-email.ts';
import { profileAt, testTransport, told } from './smtp-transport.ts';

const [port = '0', attachmentBytes = '0'] = process.argv.slice(2);

const peakMb = (): number => process.resourceUsage().maxRSS / 1_024;

const attachment = (bytes: Uint8Array) => ({ name: 'a.bin', type: 'application/octet-stream', bytes, contentId: null });

const sendOne = async (size: number): Promise<{ readonly told: string; readonly sizeBytes: number }> => {
  const transport = testTransport();
  const bytes = new Uint8Array(size).fill(0xa5);
  const composed = await createMessageComposer().compose(composedEmail({ attachments: [attachment(bytes)] }));
  const envelope = { from: 'ana@contoso.test', to: ['bo@northwind.example'], notify: false };
  const mail = { envelope, bytes: composed.bytes };
  const delivery = await transport.send(profileAt(Number(port)), mail, () => Promise.resolve());
  await transport.close();
  return { told: told(delivery), sizeBytes: composed.bytes.length };
};

await sendOne(1_000);
const before = peakMb();
const large = await sendOne(Number(attachmentBytes));
process.stdout.write(JSON.stringify({ ...large, grownMb: Math.round(peakMb() - before) }));
