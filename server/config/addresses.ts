import { isIP } from 'node:net';
import { mistake, urlOf, value, type Checked } from './checked.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const isEncrypted = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && loopbackNames.has(url.hostname));

/** The address people and Outlook use, without a slash at its end. Outlook loads https only; http is for this computer. */
export function checkPublicUrl(text: string): Checked<string> {
  const url = urlOf(text);
  if (url === null) return mistake('must be an address such as https://crm.example.com.');
  if (!isEncrypted(url)) return mistake('must begin with https:// because Outlook loads nothing else.');
  if (url.username !== '' || url.password !== '') return mistake('must not carry a user name or a secret.');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return mistake('must end after the host name and port: the add-in lives at the root of its host.');
  }
  return value(url.origin);
}

/** Where the pane loads office.js from: https, or a path on our own host for closed networks. */
export function checkOfficeJsUrl(text: string): Checked<string> {
  if (/^\/[^/\\\s]\S*$/.test(text)) return value(text);
  const url = urlOf(text);
  if (url !== null && isEncrypted(url) && url.username === '') return value(url.href);
  return mistake('must be an https:// address of office.js, or a path on this host such as /office/office.js.');
}

const ancestor = /^https:\/\/(\*\.)?([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?\/?$/i;

/** Further origins that may show the pane in a frame (Outlook on the web of one's own), for Content-Security-Policy. */
export function checkFrameAncestors(text: string): Checked<readonly string[]> {
  const origins = text.split(/[\s,]+/).filter((each) => each !== '');
  const wrong = origins.find((each) => !ancestor.test(each));
  if (wrong !== undefined) {
    return mistake(
      `"${wrong}" is not an origin; write https://mail.example.com (no path), several separated by spaces.`,
    );
  }
  return value(origins.map((each) => each.toLowerCase().replace(/\/$/, '')));
}

/** `postgres://user:secret@host:port/database`; the text is handed to the driver as it stands. */
export function checkDatabaseUrl(text: string): Checked<string> {
  const url = urlOf(text);
  if (url === null || (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')) {
    return mistake('must begin with postgres://; leave it out to keep everything in one SQLite file below DATA_DIR.');
  }
  if (url.pathname.length < 2) return mistake('names no database; write postgres://user:secret@host:5432/database.');
  return value(text);
}

const proxyWords = new Set(['loopback', 'linklocal', 'uniquelocal']);
const network = /^[0-9a-f:.]+(\/\d{1,3})?$/i;

/** How many proxies stand before us, or which; their X-Forwarded-* headers are believed and nobody else's. */
export function checkTrustProxy(text: string): Checked<number | readonly string[]> {
  if (/^\d$/.test(text)) return value(Number(text));
  const peers = text.split(',').map((each) => each.trim());
  const known = (peer: string) => proxyWords.has(peer) || (network.test(peer) && /[.:]/.test(peer));
  if (peers.every(known)) return value(peers);
  return mistake('must be the number of proxies (0 to 9), or a list of loopback, linklocal, uniquelocal and networks.');
}

const isNetwork = (text: string): boolean => {
  const [address = '', length] = text.split('/');
  const version = isIP(address);
  if (version === 0 || text.split('/').length > 2) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
};

/** Inner networks that mail servers may stand in, separated by spaces or commas. */
export function checkNetworks(text: string): Checked<readonly string[]> {
  const networks = text.split(/[\s,]+/).filter(Boolean);
  const wrong = networks.find((each) => !isNetwork(each));
  if (wrong === undefined) return value(networks);
  return mistake(`lists "${wrong}", which is no network; write networks such as 10.1.0.0/16 or fd00::/8.`);
}
