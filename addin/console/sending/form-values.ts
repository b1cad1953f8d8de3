import type { CallInput, CallOutput } from '#shared/contracts/api.ts';

export type SendingView = NonNullable<CallOutput<'getSendingProfile'>['profile']>;
type Body = CallInput<'setSendingProfile'>['body'];

/** What stands in the form, all of it text. */
export interface SendingForm {
  readonly host: string;
  readonly port: string;
  readonly tls: Body['tls'];
  readonly signIn: Body['signIn'];
  readonly user: string;
  readonly secret: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly scope: string;
  readonly grant: 'refreshToken' | 'clientCredentials';
}

/** As most providers want it. */
const emptyForm: SendingForm = {
  host: '',
  port: '587',
  tls: 'required',
  signIn: 'password',
  user: '',
  secret: '',
  clientSecret: '',
  tokenUrl: '',
  clientId: '',
  scope: '',
  grant: 'refreshToken',
};

/** The settings as a form; secrets are never there to be shown. */
export const formOf = (profile: SendingView | null): SendingForm =>
  profile === null
    ? emptyForm
    : {
        ...emptyForm,
        host: profile.host,
        port: String(profile.port),
        tls: profile.tls,
        signIn: profile.signIn,
        user: profile.user ?? '',
        tokenUrl: profile.oauth2?.tokenUrl ?? '',
        clientId: profile.oauth2?.clientId ?? '',
        scope: profile.oauth2?.scope ?? '',
        grant: profile.oauth2?.grant ?? 'refreshToken',
      };

/** The form as the server takes it; an empty secret leaves the one that is kept. */
export const bodyOf = (form: SendingForm): Body => ({
  host: form.host.trim(),
  port: Number(form.port),
  tls: form.tls,
  signIn: form.signIn,
  user: form.signIn === 'none' || form.user.trim() === '' ? null : form.user.trim(),
  oauth2:
    form.signIn === 'oauth2'
      ? {
          grant: form.grant,
          tokenUrl: form.tokenUrl.trim(),
          clientId: form.clientId.trim(),
          scope: form.scope.trim() === '' ? null : form.scope.trim(),
        }
      : null,
  ...(form.secret === '' ? {} : { secret: form.secret }),
  ...(form.clientSecret === '' ? {} : { clientSecret: form.clientSecret }),
});
