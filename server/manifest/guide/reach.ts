/** Who can open the public address, as far as the address and its certificate tell. */
export type Reach =
  /** Nothing speaks against every computer. */
  | 'anybody'
  /** The address means the computer it is opened on. */
  | 'loopback'
  /** The certificate was made here; a computer has to be told to trust it. */
  | 'selfMade'
  /** Outlook would not load it at all. */
  | 'unencrypted';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

export const reachOf = (publicUrl: string, certificate: 'trusted' | 'selfMade'): Reach => {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (url?.protocol !== 'https:') return 'unencrypted';
  if (isLoopback(url.hostname)) return 'loopback';
  return certificate === 'selfMade' ? 'selfMade' : 'anybody';
};
