type Listener = (response: string) => void;

interface Bridge {
  readonly addEventListener: (event: string, listener: Listener) => void;
  readonly removeEventListener: (event: string, listener: Listener) => void;
  readonly postMessage: (message: string) => void;
}

/**
 * The bridge by which a page borrows the sign-in of its host (nested app authentication): what msal-browser asks as text is
 * handed to the host, and its answers come back as text. Newer builds of the library bring such a bridge; the npm build has none.
 */
export function lendSignIn(ask: (message: string) => Promise<string>): void {
  const listeners = new Set<Listener>();
  const bridge: Bridge = {
    addEventListener: (_event, listener) => void listeners.add(listener),
    removeEventListener: (_event, listener) => void listeners.delete(listener),
    postMessage: (message) => {
      void ask(message).then((answer) => listeners.forEach((listener) => listener(answer)));
    },
  };
  Object.defineProperty(window, 'nestedAppAuthBridge', { configurable: true, value: bridge });
}

interface Requirements {
  readonly isSetSupported: (name: string, version?: string) => boolean;
}

/** The requirement set that says so; the library knows it not. */
export function claimNestedSignIn(requirements: Requirements): void {
  const known = requirements.isSetSupported.bind(requirements);
  Object.defineProperty(requirements, 'isSetSupported', {
    configurable: true,
    value: (name: string, version?: string) => name === 'NestedAppAuth' || known(name, version),
  });
}
