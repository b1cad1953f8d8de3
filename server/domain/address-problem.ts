import { type AddressProblem, addressLimits } from '#shared/model/address.ts';

const sentences: Readonly<Record<AddressProblem, string>> = {
  empty: 'it is empty; leave it out or write an address such as anna@fabrikam.example',
  tooLong: `it is too long; at most ${addressLimits.local} bytes may stand before the @ and ${addressLimits.address} in all`,
  lineBreak: 'it contains a line break; write one address on one line',
  controlCharacter: 'it contains a character that cannot be seen; type the address anew',
  encodedWord: 'it contains an encoded word (=?...?=); write the address itself',
  noAt: 'the @ is missing; write it as name@domain',
  severalAddresses: 'it names more than one address; give each its own entry',
  localPart: 'the part before the @ is not valid',
  domain: 'the part after the @ is not a domain name',
  syntax: 'a quote, bracket or parenthesis is not closed',
};

/** What is wrong with an address and what to write instead; the second half of a sentence. */
export const explainAddressProblem = (problem: AddressProblem): string => sentences[problem];
