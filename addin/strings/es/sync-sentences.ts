/** The sentences that the server writes of synchronization: what a test found, what helps, and what went wrong. */
export const syncSentences: readonly (readonly [english: string, spanish: string])[] = [
  ['The host was found.', 'Se encontró el servidor.'],
  ['The server answers.', 'El servidor responde.'],
  ['The server lets us in.', 'El servidor permite la entrada.'],
  ['Found an address book.', 'Se encontró una libreta de direcciones.'],
  ['Found a task list.', 'Se encontró una lista de tareas.'],
  ['Found a calendar.', 'Se encontró un calendario.'],
  ['The host was not found.', 'No se encontró el servidor.'],
  ['This is not the name of a host.', 'Esto no es el nombre de un servidor.'],
  [
    'The host is in an inner network that this installation does not allow.',
    'El servidor está en una red interna que esta instalación no permite.',
  ],
  ['The server does not answer.', 'El servidor no responde.'],
  ['The server said nothing for too long.', 'El servidor no dijo nada durante demasiado tiempo.'],
  ['The server answered {status}.', 'El servidor respondió {status}.'],
  ['The server gave more than 32 MB in one answer.', 'El servidor dio más de 32 MB en una respuesta.'],
  ['The server named an address that is not its own.', 'El servidor nombró una dirección que no es suya.'],
  ['The server shows none to this user.', 'El servidor no muestra ninguna a este usuario.'],
  ['The address is not one of a web server.', 'La dirección no es de un servidor web.'],
  ['The certificate of the server is not valid for its name.', 'El certificado del servidor no vale para su nombre.'],
  ['The server does not take user name and password.', 'El servidor no acepta el nombre de usuario y la contraseña.'],
  [
    'The server does not permit this user to use the collection.',
    'El servidor no permite a este usuario usar la colección.',
  ],
  ['The collection is not there any more.', 'La colección ya no está.'],
  [
    'Without TLS only a server on the same machine is signed in to; write https.',
    'Sin TLS solo se inicia sesión en un servidor del mismo equipo; escriba https.',
  ],
  ['Something unexpected happened.', 'Ocurrió algo inesperado.'],
  [
    'Something unexpected happened while this mailbox was synchronized. It is tried again by itself.',
    'Ocurrió algo inesperado mientras se sincronizaba este buzón. Se intenta otra vez solo.',
  ],

  [
    '{who} has connected your mailbox, which belongs to one person at a time; yours is no longer fetched or synchronized. What you tracked stays yours.',
    '{who} ha conectado su buzón, que pertenece a una sola persona a la vez; el suyo ya no se recoge ni se sincroniza. Lo que usted registró sigue siendo suyo.',
  ],
  [
    'Another organization synchronizes your mailbox now, and only one may; here it is no longer synchronized. Tracking by hand goes on.',
    'Ahora otra organización sincroniza su buzón, y solo una puede; aquí ya no se sincroniza. El registro a mano continúa.',
  ],
  [
    '{organization} synchronizes your mailbox now, and only one may; here it is no longer synchronized. Tracking by hand goes on.',
    'Ahora {organization} sincroniza su buzón, y solo una organización puede; aquí ya no se sincroniza. El registro a mano continúa.',
  ],

  [
    'Mail of {address} is no longer fetched, because its server refuses it. What the server says stands under Mailboxes; mend it there, and it goes on.',
    'El correo de {address} ya no se recoge, porque su servidor lo rechaza. Lo que dice el servidor figura en Buzones; corríjalo allí y continuará.',
  ],
  [
    'Your contacts, tasks and appointments are no longer synchronized, because your mailbox refuses it. What it says stands under Synchronization; mend it there, and it goes on.',
    'Sus contactos, tareas y citas ya no se sincronizan, porque su buzón lo rechaza. Lo que dice figura en Sincronización; corríjalo allí y continuará.',
  ],
  [
    '{n} of {all} connections to {server} fail. What the server said stands under Connections.',
    '{n} de {all} conexiones con {server} fallan. Lo que dijo el servidor figura en Conexiones.',
  ],

  // What helps.
  [
    'Create an address book on the server, or write the address of one; or leave contacts out.',
    'Cree una libreta de direcciones en el servidor o escriba la dirección de una; o deje fuera los contactos.',
  ],
  [
    'Create a calendar that takes tasks on the server, or write the address of one; or leave tasks out.',
    'Cree en el servidor un calendario que admita tareas o escriba la dirección de uno; o deje fuera las tareas.',
  ],
  [
    'Create a calendar on the server, or write the address of one; or leave appointments out.',
    'Cree un calendario en el servidor o escriba la dirección de uno; o deje fuera las citas.',
  ],
  [
    'Write an address that begins with https; http is for a server on the same machine.',
    'Escriba una dirección que empiece por https; http es para un servidor del mismo equipo.',
  ],
  [
    'Ask the operator of this installation to allow that network (ALLOWED_NETWORKS).',
    'Pida a quien opera esta instalación que permita esa red (ALLOWED_NETWORKS).',
  ],
  [
    'Check the spelling of the address; this server cannot find the host.',
    'Compruebe cómo está escrita la dirección; este servidor no encuentra el otro.',
  ],
  [
    'The certificate must be valid for the host in the address; it is never passed over.',
    'El certificado debe valer para el servidor de la dirección; nunca se pasa por alto.',
  ],
  [
    'Have the owner of the collection give this user the right to read and write it.',
    'Pida al dueño de la colección que dé a este usuario el derecho de leerla y escribirla.',
  ],
  [
    'Check the path in the address: the server has nothing there for this user.',
    'Compruebe la ruta de la dirección: el servidor no tiene nada ahí para este usuario.',
  ],
  [
    'Check address and port, and whether a firewall or proxy stands between.',
    'Compruebe la dirección y el puerto, y si hay un cortafuegos o un proxy en medio.',
  ],
  [
    'Check user name and password; some servers want a password for applications.',
    'Compruebe el nombre de usuario y la contraseña; algunos servidores quieren una contraseña para aplicaciones.',
  ],

  // Why one item waits.
  ['The item cannot be read, and is left as it is.', 'El elemento no se puede leer y se deja como está.'],
  [
    'The same item stands in this mailbox a second time, and is left as it is.',
    'El mismo elemento está por segunda vez en este buzón y se deja como está.',
  ],
  ['The server does not permit this item to be written.', 'El servidor no permite escribir este elemento.'],
  [
    'The server does not take this item as it is ({status}).',
    'El servidor no acepta este elemento tal como está ({status}).',
  ],
  [
    'This kind of item is not synchronized with servers of this sort.',
    'Este tipo de elemento no se sincroniza con servidores de esta clase.',
  ],
  ['This kind of item is not synchronized yet.', 'Este tipo de elemento aún no se sincroniza.'],
  ['The contact is not there any more.', 'El contacto ya no está.'],
  ['The activity is not there any more.', 'La actividad ya no está.'],

  // Of Microsoft 365.
  [
    'Check the user principal name, and that this user has a mailbox in Exchange Online.',
    'Compruebe el nombre principal del usuario y que este usuario tenga un buzón en Exchange Online.',
  ],
  [
    'Check token address, application id and secret, whether the secret has expired, and that the scope is that of the service (https://graph.microsoft.com/.default).',
    'Compruebe la dirección de tokens, el identificador y el secreto de la aplicación, si el secreto ha caducado, y que el ámbito sea el del servicio (https://graph.microsoft.com/.default).',
  ],
  [
    'Connect again, with the mailbox that is yours now or with a sign-in of your own.',
    'Conecte otra vez, con el buzón que ahora es suyo o con un inicio de sesión propio.',
  ],
  [
    'The mailbox whose sign-in is used is not there any more, or is not yours; connect again.',
    'El buzón cuyo inicio de sesión se usa ya no está o no es suyo; conecte otra vez.',
  ],
  [
    'The mailbox whose sign-in is used leads elsewhere by now; connect again.',
    'El buzón cuyo inicio de sesión se usa lleva ahora a otro sitio; conecte otra vez.',
  ],
  [
    'The service is in trouble or lets nobody in for now: try again later.',
    'El servicio tiene problemas o no deja entrar a nadie por ahora: pruebe más tarde.',
  ],
  [
    'The token address does not answer as one: check it, or try again later.',
    'La dirección de tokens no responde como tal: compruébela o pruebe más tarde.',
  ],
  [
    'The user’s Outlook synchronizes this mailbox; the server has no sign-in for it.',
    'El Outlook del usuario sincroniza este buzón; el servidor no tiene un inicio de sesión para él.',
  ],
  ['Found the contacts of the mailbox.', 'Se encontraron los contactos del buzón.'],
  ['The service answers.', 'El servicio responde.'],
  ['The service lets us into the mailbox.', 'El servicio permite la entrada al buzón.'],
  [
    'Somebody else decides about this item; it is left as it is.',
    'Otra persona decide sobre este elemento; se deja como está.',
  ],
  [
    'This kind of item is not synchronized with Microsoft Graph.',
    'Este tipo de elemento no se sincroniza con Microsoft Graph.',
  ],
  [
    'The service does not take this item as it is ({status}).',
    'El servicio no acepta este elemento tal como está ({status}).',
  ],
  ['The place of these items is not there any more.', 'El sitio de estos elementos ya no está.'],
  ['The service did not say where to go on.', 'El servicio no dijo por dónde seguir.'],
  [
    'The service does not permit us to use these items of the mailbox.',
    'El servicio no nos permite usar estos elementos del buzón.',
  ],
  [
    'The service tells of more items than are synchronized.',
    'El servicio habla de más elementos de los que se sincronizan.',
  ],
  [
    'Outlook has room for {most} addresses of a contact, and this one has {count}.',
    'Outlook tiene sitio para {most} direcciones de un contacto, y este tiene {count}.',
  ],
  ['Found the list of tasks.', 'Se encontró la lista de tareas.'],
  ['Found the calendar of the mailbox.', 'Se encontró el calendario del buzón.'],
  ['The mailbox has no place for them.', 'El buzón no tiene sitio para ellos.'],
  ['Microsoft To Do takes no task without a subject.', 'Microsoft To Do no acepta tareas sin asunto.'],
  ['Leave this kind of item out: write the others in kinds.', 'Deje fuera este tipo de elemento.'],
  [
    'Give the application the permission {permission} and have an administrator consent; where an application access policy limits it, add this mailbox to its group.',
    'Dé a la aplicación el permiso {permission} y pida el consentimiento de un administrador; si una directiva de acceso la limita, añada este buzón a su grupo.',
  ],
];
