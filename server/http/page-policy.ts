import type { Response } from 'express';

/** Who shows the pane in a frame: Outlook on the web and its sovereign clouds; on-premises hosts are a setting. */
const outlookHosts = [
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook.live.com',
  'https://outlook.cloud.microsoft',
  'https://outlook.office365.us',
  'https://outlook.office.de',
  'https://partner.outlook.cn',
];

const officeLibrary = ['https://appsforoffice.microsoft.com', 'https://ajax.aspnetcdn.com'];

export interface PagePolicy {
  readonly nonce: string;
  /** Further origins that may frame our pages. */
  readonly frameAncestors: readonly string[];
  /** Origins of services that the pane itself speaks with. */
  readonly serviceOrigins: readonly string[];
  /** Further origins office.js comes from. */
  readonly scriptOrigins: readonly string[];
}

/**
 * The policy of our pages. Styles carry a nonce because Fluent writes style elements; COOP must be `unsafe-none`, or
 * Outlook on the web never hears the sign-in dialog; X-Frame-Options would shut Outlook out, so framing is ruled by
 * `frame-ancestors`.
 */
export const setPagePolicy = (
  response: Response,
  { nonce, frameAncestors, serviceOrigins, scriptOrigins }: PagePolicy,
): void => {
  const scripts = ["'self'", `'nonce-${nonce}'`, ...officeLibrary, ...scriptOrigins].join(' ');
  response.set({
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src ${scripts}`,
      `style-src 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      ["connect-src 'self'", ...serviceOrigins].join(' '),
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "frame-src 'self'",
      `frame-ancestors 'self' ${[...outlookHosts, ...frameAncestors].join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'unsafe-none',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  });
};
