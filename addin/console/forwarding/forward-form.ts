import type { ForwardSettings, ForwardSettingsInput } from '../../queries/forward-rules.ts';

/** What stands in the form, all of it text. */
export interface ForwardForm {
  readonly kind: 'sieve' | 'graph';
  readonly host: string;
  readonly port: string;
  readonly security: 'tls' | 'startTls' | 'none';
  readonly master: string;
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
  readonly secret: string;
  readonly sink: string;
  readonly only: ForwardSettings['only'];
}

const emptyForm: ForwardForm = {
  kind: 'sieve',
  host: '',
  port: '4190',
  security: 'startTls',
  master: '',
  baseUrl: 'https://graph.microsoft.com/v1.0',
  tokenUrl: '',
  clientId: '',
  scope: 'https://graph.microsoft.com/.default',
  secret: '',
  sink: '',
  only: 'all',
};

export const formOfForwarding = (settings: ForwardSettings | null): ForwardForm => {
  if (settings === null) return emptyForm;
  const { system, sink, only } = settings;
  return system.kind === 'sieve'
    ? { ...emptyForm, ...system, port: String(system.port), sink, only }
    : { ...emptyForm, ...system, sink, only };
};

/** What the server is sent; a secret that was left empty stays as it is. */
export const forwardingOf = (form: ForwardForm): ForwardSettingsInput => {
  const { kind, host, port, security, master, baseUrl, tokenUrl, clientId, scope, secret, sink, only } = form;
  return {
    system:
      kind === 'sieve'
        ? { kind, host, port: Number(port), security, master }
        : { kind, baseUrl, tokenUrl, clientId, scope },
    sink,
    only,
    ...(secret === '' ? {} : { secret }),
  };
};
