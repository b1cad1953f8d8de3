/**
 * The Bidi rule of RFC 5893 section 2, in a form stricter than needed: platforms differ in whether and how they check
 * it, so a domain written from right to left must satisfy every reading of it. Living scripts only; a label is either
 * wholly of one direction with digits, hyphens and marks within, or refused.
 */
const rightToLeft = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** Hebrew, Arabic, Syriac, Thaana, N'Ko as registries allow them. */
const letter =
  '\\u05d0-\\u05ea\\u0620-\\u064a\\u066e-\\u06d3\\u06d5\\u06ee\\u06ef\\u06fa-\\u06ff\\u0710-\\u072f\\u0750-\\u077f\\u0780-\\u07b1\\u07ca-\\u07ea';
const digit = '0-9\\u0660-\\u0669\\u06f0-\\u06f9';
const rightLabel = new RegExp(`^[${letter}][${letter}\\p{Mn}${digit}-]*$`, 'u');
const rightEnd = new RegExp(`[${letter}${digit}]\\p{Mn}{0,10}$`, 'u');
const leftLabel = /^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{M}\p{Nd}-]*$/u;
const leftEnd = /[\p{Ll}\p{Lo}\p{Nd}]\p{Mn}{0,10}$/u;

const arabicDigit = /[\u0660-\u0669]/u;
const europeanDigit = /[0-9\u06f0-\u06f9]/u;

const isRightLabel = (label: string): boolean =>
  rightLabel.test(label) && rightEnd.test(label) && !(arabicDigit.test(label) && europeanDigit.test(label));

/** Whether every label of a domain (U-labels) keeps the rule; a domain without letters from right to left always does. */
export const keepsBidiRule = (name: string): boolean =>
  !rightToLeft.test(name) ||
  name
    .split('.')
    .every((label) => (rightToLeft.test(label) ? isRightLabel(label) : leftLabel.test(label) && leftEnd.test(label)));
