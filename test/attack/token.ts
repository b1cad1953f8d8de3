/**
 * Forged tracking tokens against the real signer and reader (10^6), and genuine ones in the hands of strangers against
 * the whole application: none may be accepted, none may link a mail.
 */
import { acceptedForgeries, acceptedGenuine } from '../support/forged-tokens.ts';
import { linkedReplays } from '../support/replayed-tokens.ts';

const forged = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 1_000_000);
const replayed = 100;

const genuine = acceptedGenuine();
const accepted = acceptedForgeries(forged);
const linked = await linkedReplays(replayed);
console.log(`${forged} forged tokens: ${accepted} accepted (the genuine one: ${genuine})`);
console.log(
  `${replayed} genuine tokens sent by strangers: ${linked.strangers} linked (by the receiver: ${linked.receiver})`,
);
const failed = accepted + linked.strangers + Number(genuine !== 1) + Number(linked.receiver !== 1);
console.log(`${forged + replayed} passed, ${failed} failed`);
if (process.argv.includes('--json')) console.log(JSON.stringify({ forged, accepted, replayed, linked }));
process.exitCode = failed === 0 ? 0 : 1;
