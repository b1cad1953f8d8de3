/**
 * The sentences that the server writes of a mail, and how Spanish says them. `{name}` stands for words that are kept as they
 * are, `{*name}` for a clause that has its own line here. A sentence is looked up from the top.
 */
export const sentences: readonly (readonly [english: string, spanish: string])[] = [
  // What one must hear.
  [
    'Mail waits: what it leaves through is not ready or refuses it, with the answer “{answer}”. It goes on once a test under Sending succeeds.',
    'Hay correo en espera: el servidor por el que sale no está listo o lo rechaza, con la respuesta «{answer}». Sigue en cuanto una prueba en Envío salga bien.',
  ],
  // Why an activity came to be.
  ['Tracked on sending by {who}; {*rest}', 'Registrado al enviarlo por {who}; {*rest}'],
  [
    'Tracked automatically for {who} because {*cause}; {*rest}',
    'Registrado automáticamente para {who} porque {*cause}; {*rest}',
  ],
  ['Tracked by hand by {actor} for {who}; {*rest}', 'Registrado a mano por {actor} para {who}; {*rest}'],
  ['Tracked by hand by {who}; {*rest}', 'Registrado a mano por {who}; {*rest}'],
  [
    'outgoing because From ({address}) is an address of our own; {*rest}',
    'de salida porque el remitente ({address}) es una dirección nuestra; {*rest}',
  ],
  [
    'incoming because From ({address}) is not an address of our own; {*rest}',
    'de entrada porque el remitente ({address}) no es una dirección nuestra; {*rest}',
  ],
  ['it follows no tracked mail; {*rest}', 'no continúa correo registrado; {*rest}'],
  [
    'it follows a tracked mail by {*sign} ({*evidence}); {*rest}',
    'continúa un correo registrado por {*sign} ({*evidence}); {*rest}',
  ],
  [
    '{*sign} ({*evidence}) is ambiguous: it stands on several tracked mails, none of them with a person of this one, so it is not linked until someone confirms; {*rest}',
    '{*sign} ({*evidence}) es ambiguo: figura en varios correos registrados, ninguno con una persona de este, así que no se vincula hasta que alguien lo confirme; {*rest}',
  ],
  [
    '{*sign} ({*evidence}) stands on several tracked mails, none of them with a person of this one, so it is not linked until someone confirms; {*rest}',
    '{*sign} ({*evidence}) figura en varios correos registrados, ninguno con una persona de este, así que no se vincula hasta que alguien lo confirme; {*rest}',
  ],
  [
    '{*sign} ({*evidence}) names a tracked mail, but its sender is a stranger to that conversation or not authenticated, so it is not linked until someone confirms; {*rest}',
    '{*sign} ({*evidence}) nombra un correo registrado, pero su remitente es ajeno a esa conversación o no está autenticado, así que no se vincula hasta que alguien lo confirme; {*rest}',
  ],
  ['In-Reply-To', 'In-Reply-To'],
  ['References', 'References'],
  ['its tracking token', 'su código de seguimiento'],
  ['its conversation index', 'su índice de conversación'],
  ['its subject and people', 'su asunto y sus personas'],
  ['a choice by hand', 'una elección a mano'],
  ['its regarding was chosen by hand; {*rest}', 'el referente se eligió a mano; {*rest}'],
  ['its regarding was copied from that mail; {*rest}', 'el referente se copió de aquel correo; {*rest}'],
  [
    'the regarding of that mail is offered, not set, because it is old or its subject changed; {*rest}',
    'el referente de aquel correo se ofrece y no se fija, porque es antiguo o cambió su asunto; {*rest}',
  ],
  [
    '{n} of 1 address matched a record and {m} matched several.',
    '{n} de 1 dirección corresponde a un registro y {m} a varios.',
  ],
  [
    '{n} of {all} addresses matched a record and {m} matched several.',
    '{n} de {all} direcciones corresponden a un registro y {m} a varios.',
  ],
  ['{n} of 1 address matched a record.', '{n} de 1 dirección corresponde a un registro.'],
  ['{n} of {all} addresses matched a record.', '{n} de {all} direcciones corresponden a un registro.'],

  ['a like subject, {n} common addresses, quoting it', 'un asunto parecido, {n} direcciones comunes, y lo cita'],
  ['a like subject, {n} common addresses', 'un asunto parecido, {n} direcciones comunes'],

  ['You track it.', 'Usted la registra.'],
  ['Nobody has tracked this appointment yet.', 'Nadie ha registrado todavía esta cita.'],
  [
    'Subject, times and organizer are those of an appointment that stands in the CRM.',
    'Asunto, horas y organizador son los de una cita que figura en el CRM.',
  ],

  // What became of a mail.
  [
    'This mail is already tracked; no second activity was made.',
    'Este correo ya está registrado; no se creó otra actividad.',
  ],
  [
    'This mail is already tracked; from now on it regards the record that its folder is bound to.',
    'Este correo ya está registrado; desde ahora se refiere al registro al que está ligada su carpeta.',
  ],
  ['Tracked because {*cause}.', 'Registrado porque {*cause}.'],
  ['Not tracked because {*cause}.', 'No registrado porque {*cause}.'],
  [
    'The mail is kept and waits for a person: {*cause}. It is listed as undeliverable.',
    'El correo se conserva y espera a una persona: {*cause}. Figura entre lo retenido.',
  ],
  [
    'The mail was not recorded: {*cause}. Nothing of it was kept, because your organization keeps no content of mail.',
    'El correo no se guardó: {*cause}. No se conservó nada de él, porque su organización no guarda contenido de correos.',
  ],
  [
    'The mail is kept, because recording it failed. It waits for a person and is listed as undeliverable.',
    'El correo se conserva, porque no se pudo guardar. Espera a una persona y figura entre lo retenido.',
  ],
  [
    'The mail is kept, because recording it failed five times. It waits for a person and is listed as undeliverable.',
    'El correo se conserva, porque cinco veces no se pudo guardar. Espera a una persona y figura entre lo retenido.',
  ],
  [
    'The mail is larger than the organization takes. It was not fetched and stays in its mailbox.',
    'El correo es más grande de lo que admite la organización. No se descargó y sigue en su buzón.',
  ],
  [
    'The mail is larger than the organization takes. It stays in its mailbox.',
    'El correo es más grande de lo que admite la organización. Sigue en su buzón.',
  ],
  [
    'The mail was not recorded: its mail server lists it and gave it out at none of five tries. It stays in its mailbox.',
    'El correo no se guardó: su servidor lo muestra y no lo entregó en ninguno de cinco intentos. Sigue en su buzón.',
  ],
  [
    'The mail could not be read, and nothing of it was kept: your organization keeps no content of mail.',
    'El correo no se pudo leer y no se conservó nada de él: su organización no guarda contenido de correos.',
  ],
  [
    'The mail is kept but could not be read: {*cause}. It is listed as undeliverable, and nothing of it is lost.',
    'El correo se conserva pero no se pudo leer: {*cause}. Figura entre lo retenido, y nada de él se ha perdido.',
  ],
  ['these bytes are not a mail message', 'estos bytes no son un correo'],
  ['its header block is larger than 2 MB', 'su cabecera ocupa más de 2 MB'],
  ['one of its header fields is larger than 100 KB', 'uno de sus campos de cabecera ocupa más de 100 KB'],
  ['it has more than 1,000 parts', 'tiene más de 1000 partes'],
  ['its parts are nested more than 100 deep', 'sus partes están anidadas a más de 100 niveles'],
  ['reading it took longer than the limit', 'leerlo llevó más tiempo que el límite'],
  ['reading it took more memory than the limit', 'leerlo llevó más memoria que el límite'],
  ['it is damaged in a way that could not be read', 'está dañado de un modo que no se pudo leer'],
  [
    'it carries {n} mails, and none of them is the one that was meant',
    'lleva {n} correos, y ninguno es el que se quería',
  ],
  [
    'it carries no original although it was delivered here, and no header field says which mail it forwards',
    'no lleva el original aunque se entregó aquí, y ningún campo de cabecera dice qué correo reenvía',
  ],
  [
    'it carries no original, and no header field says which mail it forwards',
    'no lleva el original, y ningún campo de cabecera dice qué correo reenvía',
  ],
  [
    'several organizations would take it, and nothing tells which of them it is for',
    'varias organizaciones lo tomarían, y nada dice para cuál es',
  ],

  // What the router decided, as a clause.
  ['mail among us is tracked', 'el correo entre nosotros se registra'],
  [
    'it lies in a folder that the rule “{rule}” of {who} binds to a record',
    'está en una carpeta que la regla «{rule}» de {who} liga a un registro',
  ],
  ['its author wrote it with Track on', 'su autor lo escribió con el registro activado'],
  ['it continues tracked mail', 'continúa correo registrado'],
  [
    'its author sent more than {n} automatic mails within two hours',
    'su autor envió más de {n} correos automáticos en dos horas',
  ],
  ['a program wrote it ({*sign})', 'lo escribió un programa ({*sign})'],
  ['the field {field}', 'el campo {field}'],
  ['a calendar part with METHOD:{method}', 'una parte de calendario con METHOD:{method}'],
  [
    'it went from one of us to one of us, and mail among us is not tracked',
    'fue de uno de nosotros a otro, y el correo entre nosotros no se registra',
  ],
  ['nobody among its author and receivers takes such mail', 'nadie entre su autor y sus destinatarios toma ese correo'],
  [
    'it continues no tracked mail, and only such mail is taken',
    'no continúa correo registrado, y solo se toma ese correo',
  ],
  [
    'no contact, account or lead is on the other side, and only mail with these is taken',
    'al otro lado no hay contacto, cuenta ni cliente potencial, y solo se toma correo con ellos',
  ],
  [
    'no record is on the other side, and only mail with records is taken',
    'al otro lado no hay ningún registro, y solo se toma correo con registros',
  ],
  ['nobody it was sent to takes mail by itself', 'ninguno de sus destinatarios toma correo por sí solo'],
  ['it meets the rule “{rule}” of {who}', 'cumple la regla «{rule}» de {who}'],
  ['{who} takes all mail', '{who} toma todo el correo'],
  ['a record is on the other side', 'al otro lado hay un registro'],
  ['it was sent to no user and no queue', 'no se envió a ningún usuario ni cola'],
  ['everybody on the other side is excluded', 'todos al otro lado están excluidos'],
  ['its conversation is not to be tracked', 'su conversación no se debe registrar'],
  [
    'it has a code that we sent to prove an address, which is for its reader alone',
    'lleva un código que enviamos para comprobar una dirección, que es solo para quien la lee',
  ],
  ['it reports what became of mail of ours', 'informa de lo que fue de un correo nuestro'],
  ['mail is not tracked in this organization', 'en esta organización no se registra el correo'],
  ['it names no author', 'no nombra autor'],
  ['its author is not the owner of the drop address', 'su autor no es el dueño de la dirección de entrega'],
];
