let isOffline = false;
let isWatching = false;
const online = window.fetch.bind(window);

/**
 * Follows the host's "offline" switch: while it is on, the frame's own requests fail as they do without a network, and
 * navigator.onLine with its events tells so.
 */
export function followConnection(nowOffline: boolean): void {
  if (nowOffline === isOffline) return;
  watch();
  isOffline = nowOffline;
  window.dispatchEvent(new Event(isOffline ? 'offline' : 'online'));
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  window.fetch = (...request) => (isOffline ? Promise.reject(new TypeError('Failed to fetch')) : online(...request));
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !isOffline });
}
