/**
 * What the server advises when the test of a connection fails, and how Spanish says it; gaps as in the catalogue of mails.
 */
export const remedySentences: readonly (readonly [english: string, spanish: string])[] = [
  [
    'Check the spelling of the host; this server cannot find it.',
    'Compruebe cómo está escrito el servidor; no se encuentra.',
  ],
  [
    'Check the spelling of the address; this server cannot find the host.',
    'Compruebe cómo está escrita la dirección; no se encuentra el servidor.',
  ],
  [
    'Ask the operator of this installation to allow that network.',
    'Pida a quien opera esta instalación que permita esa red.',
  ],
  [
    'Ask the operator of this installation to allow that network; the address begins with https.',
    'Pida a quien opera esta instalación que permita esa red; la dirección empieza por https.',
  ],
  [
    'Port {port} speaks TLS from the first byte: choose that mode.',
    'El puerto {port} habla TLS desde el primer byte: elija ese modo.',
  ],
  [
    'Check host and port ({tls} with TLS from the first byte, {plain} with STARTTLS), and whether a firewall stands between.',
    'Compruebe servidor y puerto ({tls} con TLS desde el primer byte, {plain} con STARTTLS) y si hay un cortafuegos por medio.',
  ],
  [
    'Use the host name that stands in the certificate, or have the mail server renew it; it is never passed over.',
    'Use el nombre que figura en el certificado, o haga que el servidor de correo lo renueve; nunca se pasa por alto.',
  ],
  ['Choose STARTTLS or TLS from the first byte.', 'Elija STARTTLS o TLS desde el primer byte.'],
  [
    'Port {port} usually begins without TLS: choose STARTTLS.',
    'El puerto {port} suele empezar sin TLS: elija STARTTLS.',
  ],
  [
    'Check that port and TLS mode belong together: 587 with STARTTLS, 465 with TLS from the first byte.',
    'Compruebe que el puerto y el modo de TLS van juntos: 587 con STARTTLS, 465 con TLS desde el primer byte.',
  ],
  [
    'Check that port and TLS mode belong together: {tls} with TLS from the first byte, {plain} with STARTTLS.',
    'Compruebe que el puerto y el modo de TLS van juntos: {tls} con TLS desde el primer byte, {plain} con STARTTLS.',
  ],
  [
    'Check user and secret, and that the provider allows {protocol} for this account; with a second factor it wants an app password or OAuth 2.0.',
    'Compruebe usuario y contraseña, y que el proveedor permita {protocol} en esta cuenta; con un segundo factor quiere una contraseña de aplicación u OAuth 2.0.',
  ],
  [
    'The mail server is in trouble or lets nobody in for now: try again later.',
    'El servidor de correo tiene problemas o ahora no deja entrar a nadie: inténtelo más tarde.',
  ],
  [
    'Write the folder as the mail server shows it, or choose it from the list.',
    'Escriba la carpeta como la muestra el servidor de correo, o elíjala de la lista.',
  ],
  ['Read this mailbox by IMAP.', 'Lea este buzón por IMAP.'],
  [
    'Take folders for junk, deleted mail and drafts out of the list.',
    'Quite de la lista las carpetas de correo no deseado, elementos eliminados y borradores.',
  ],
  [
    'Try again; if it stays so, see the log of the mail server.',
    'Inténtelo de nuevo; si sigue igual, mire el registro del servidor de correo.',
  ],
  [
    'Check token address, application id and secret, whether the secret has expired, and that the scope is that of the service ({scope}).',
    'Compruebe la dirección de tokens, el id y el secreto de la aplicación, si el secreto ha caducado y que el ámbito sea el del servicio ({scope}).',
  ],
  [
    'Give the application Mail.ReadWrite and have an administrator consent; where an application access policy limits it, add this mailbox to its group.',
    'Dé a la aplicación Mail.ReadWrite y el consentimiento de un administrador; si una directiva de acceso la limita, añada este buzón a su grupo.',
  ],
  [
    'Check the user principal name, and that this user has a mailbox in Exchange Online.',
    'Compruebe el nombre principal del usuario y que tenga un buzón en Exchange Online.',
  ],
  [
    'The token address does not answer as one: check it, or try again later.',
    'La dirección de tokens no responde como tal: compruébela o inténtelo más tarde.',
  ],
  [
    'Check the address of the service, and whether a firewall or proxy stands between.',
    'Compruebe la dirección del servicio y si hay un cortafuegos o un proxy por medio.',
  ],
  [
    'The certificate must be valid for the host in the address; it is never passed over.',
    'El certificado debe valer para el servidor de la dirección; nunca se pasa por alto.',
  ],
  [
    'The service is in trouble or lets nobody in for now: try again later.',
    'El servicio tiene problemas o ahora no deja entrar a nadie: inténtelo más tarde.',
  ],
  [
    'Write the folder as Outlook shows it, with a slash between a folder and the one in it.',
    'Escriba la carpeta como la muestra Outlook, con una barra entre una carpeta y la que contiene.',
  ],
  [
    'Check the port: 587 with STARTTLS, 465 with TLS from the first byte, 25 for a relay of your own.',
    'Compruebe el puerto: 587 con STARTTLS, 465 con TLS desde el primer byte, 25 para un servidor propio.',
  ],
  [
    'Many networks block port 25: use 587 with STARTTLS, or ask for it to be opened.',
    'Muchas redes bloquean el puerto 25: use 587 con STARTTLS, o pida que se abra.',
  ],
  [
    'Check host and port, and whether a firewall stands between this server and the mail server.',
    'Compruebe servidor y puerto, y si hay un cortafuegos entre este servidor y el de correo.',
  ],
  ['Use port 587, or 465 with TLS from the first byte.', 'Use el puerto 587, o 465 con TLS desde el primer byte.'],
  [
    'Choose another way to sign in that this server offers.',
    'Elija otra forma de iniciar sesión que este servidor ofrezca.',
  ],
  [
    'Check user and secret; with a second factor the provider wants an app password or OAuth 2.0.',
    'Compruebe usuario y contraseña; con un segundo factor el proveedor quiere una contraseña de aplicación u OAuth 2.0.',
  ],
  [
    'Check user and secret, and that the provider allows sending by SMTP for this account.',
    'Compruebe usuario y contraseña, y que el proveedor permita enviar por SMTP con esta cuenta.',
  ],
  [
    'Choose another recipient for the test, or read the answer of the server.',
    'Elija otro destinatario para la prueba, o lea la respuesta del servidor.',
  ],
  [
    'Give user and secret, or have the mail server relay for the address of this server.',
    'Indique usuario y contraseña, o haga que el servidor de correo acepte la dirección de este servidor.',
  ],
  [
    'Have the mail server allow this user to send to other domains.',
    'Haga que el servidor de correo permita a este usuario enviar a otros dominios.',
  ],
  [
    'The server must allow this sender address for the user that signs in.',
    'El servidor debe permitir esta dirección de remitente al usuario que inicia sesión.',
  ],
];
