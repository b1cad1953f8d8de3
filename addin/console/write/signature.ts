import type { CallOutput } from '#shared/contracts/api.ts';
import { toMailHtml } from './mail-html.ts';

type Signature = Pick<CallOutput<'getMySettings'>, 'signature' | 'signatureIn'>;

const hasText = (html: string): boolean => html.replaceAll(/<[^>]{0,2000}>|&nbsp;/g, '').trim() !== '';

/** What a new mail begins with: room to write, then the signature; empty without one. */
export const newMailHtml = ({ signature, signatureIn }: Signature): string =>
  signatureIn === 'nothing' || !hasText(signature) ? '' : toMailHtml(`<p></p>${signature}`);

/** An answer that is about to be written: the signature stands between what will be written and the mail that is quoted. */
export const signedAnswer = (quoted: string, { signature, signatureIn }: Signature): string =>
  signatureIn === 'allMail' && hasText(signature) ? `<p></p>${signature}${quoted}` : quoted;
