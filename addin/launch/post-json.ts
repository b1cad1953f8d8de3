/**
 * Tells the server, as far as it can be reached: resolves in every case, at the latest after `patienceMs`. Classic
 * Outlook offers XMLHttpRequest and newer builds fetch; which of them is there is looked at, not assumed.
 */
export const postJson = (address: string, body: unknown, patienceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const text = JSON.stringify(body);
    try {
      if (typeof XMLHttpRequest === 'function') postByRequest(address, text, patienceMs, resolve);
      else postByFetch(address, text, resolve);
    } catch {
      // The mail goes out all the same; its sent copy is recognised by the header field.
      resolve();
    }
  });

const postByRequest = (address: string, text: string, patienceMs: number, resolve: () => void): void => {
  const request = new XMLHttpRequest();
  request.open('POST', address);
  request.timeout = patienceMs;
  request.setRequestHeader('Content-Type', 'application/json');
  request.onload = request.onerror = request.ontimeout = request.onabort = () => resolve();
  request.send(text);
};

const postByFetch = (address: string, text: string, resolve: () => void): void => {
  const sent = fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text });
  void sent.then(
    () => resolve(),
    () => resolve(),
  );
};
