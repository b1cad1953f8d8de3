/**
 * Tells the server, as far as it can be reached, and gives the text of its answer; null without one that may be read. Resolves
 * in every case, at the latest after `patienceMs`. Classic Outlook offers XMLHttpRequest and newer builds fetch; which of them
 * is there is looked at, not assumed.
 */
export const postJson = (address: string, body: unknown, patienceMs: number): Promise<string | null> =>
  new Promise((resolve) => {
    const text = JSON.stringify(body);
    try {
      if (typeof XMLHttpRequest === 'function') postByRequest(address, text, patienceMs, resolve);
      else postByFetch(address, text, resolve);
    } catch {
      // The mail goes out all the same; its sent copy is recognised by the header field.
      resolve(null);
    }
  });

type Resolve = (text: string | null) => void;

const postByRequest = (address: string, text: string, patienceMs: number, resolve: Resolve): void => {
  const request = new XMLHttpRequest();
  request.open('POST', address);
  request.timeout = patienceMs;
  request.setRequestHeader('Content-Type', 'application/json');
  request.onload = () => resolve(request.status === 200 ? request.responseText : null);
  request.onerror = request.ontimeout = request.onabort = () => resolve(null);
  request.send(text);
};

const postByFetch = (address: string, text: string, resolve: Resolve): void => {
  const sent = fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text });
  void sent.then((answer) => (answer.status === 200 ? answer.text() : null)).then(resolve, () => resolve(null));
};
