/** Bounds of one message; each is tested at its edge. Sizes in bytes. */
export const mailLimits = {
  /** All header blocks of a message together, those of its parts included. */
  headerBytes: 2 * 1024 * 1024,
  /** One field that holds no addresses: name, colon and folded value. */
  fieldBytes: 100 * 1024,
  /** Parts below the message itself, containers included. */
  parts: 1_000,
  /** Levels below the message itself. */
  depth: 100,
  /** Over all address fields; the rest is cut and flagged. */
  addresses: 10_240,
  /** Nested elements of one HTML part; above it no HTML library sees it. */
  htmlDepth: 256,
  /** Characters of HTML that are turned into text or shown. */
  htmlLength: 2 * 1024 * 1024,
  /** Up to this size a message is read without handing it to a thread. */
  readHereBytes: 32 * 1024,
  /** CPU and waiting time of one message in a worker, milliseconds. */
  readMs: 2_000,
  /** Heap of a worker, megabytes. */
  heapMb: 256,
} as const;

/** Fields bounded by the number of addresses and not by their size. */
export const addressFields: ReadonlySet<string> = new Set([
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'apparently-to',
  'resent-from',
  'resent-sender',
  'resent-to',
  'resent-cc',
  'resent-bcc',
]);
