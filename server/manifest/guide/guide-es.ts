import type { InstallationGuide, Steps } from './guide.ts';

const trustWays: readonly Steps[] = [
  {
    title: 'En el equipo que ejecuta Correspond',
    steps: [
      'Ejecute `npx correspond certificate trust` en la carpeta de Correspond. Dice lo que va a hacer antes de hacerlo; `npx correspond certificate trust --print` solo muestra las órdenes.',
      'Cierre todas las ventanas de Outlook y del navegador y vuelva a abrirlas.',
    ],
  },
  {
    title: 'Windows, a mano',
    steps: [
      'Descargue el certificado y abra el archivo.',
      'Elija **Instalar certificado…** y después **Usuario actual**.',
      'Elija **Colocar todos los certificados en el siguiente almacén**, **Examinar…** y **Entidades de certificación raíz de confianza**.',
      'Compare la huella con la de arriba y confirme con **Sí**.',
    ],
  },
  {
    title: 'Mac, a mano',
    steps: [
      'Descargue el certificado y abra el archivo: **Acceso a Llaveros** lo añade al llavero **inicio de sesión**.',
      'Abra la entrada **Correspond local authority**, despliegue **Confiar** y ponga **Al usar este certificado** en **Confiar siempre**.',
      'Cierre la ventana e introduzca su contraseña.',
    ],
  },
  {
    title: 'Solo el navegador, para un primer vistazo',
    steps: [
      'Abra esta dirección en el navegador en el que usa Outlook en la web.',
      'En el aviso elija **Configuración avanzada** y **Continuar** (Chrome, Edge) o **Aceptar el riesgo y continuar** (Firefox).',
    ],
    note: 'Firefox tiene su propia lista: **Ajustes**, **Privacidad y seguridad**, **Ver certificados…**, **Autoridades**, **Importar…**. Outlook de escritorio necesita que Windows o el Mac confíen en el certificado.',
  },
];

const outlooks: readonly Steps[] = [
  {
    title: 'Outlook en la web',
    steps: [
      'Abra <https://aka.ms/olksideload>. Se abre Outlook y, a los pocos segundos, la ventana **Complementos para Outlook**.',
      'Elija **Mis complementos**.',
      'En **Complementos personalizados** elija **Agregar un complemento personalizado**, **Agregar desde archivo…** y el archivo que descargó.',
      'Confirme con **Instalar**.',
      'Abra un mensaje, elija **Aplicaciones** encima de él y después **Correspond**.',
    ],
  },
  {
    title: 'Nuevo Outlook para Windows',
    steps: [
      'Instálelo en el navegador, como en Outlook en la web, con la misma cuenta.',
      'Cierre Outlook y vuelva a abrirlo.',
      'Abra un mensaje, elija **Aplicaciones** encima de él y después **Correspond**.',
    ],
    note: 'El nuevo Outlook no ejecuta complementos en cuentas de un servidor Exchange propio; use allí Outlook clásico u Outlook en la web.',
  },
  {
    title: 'Outlook clásico para Windows',
    steps: [
      'Elija **Archivo**, **Información**, **Administrar complementos**. El navegador abre **Complementos para Outlook**.',
      'Siga como en Outlook en la web: **Mis complementos**, **Agregar un complemento personalizado**, **Agregar desde archivo…**.',
      'Cierre Outlook y vuelva a abrirlo. El botón **Registrar en CRM** está en la pestaña **Inicio** cuando hay un mensaje abierto o seleccionado.',
    ],
    note: 'Outlook clásico guarda su propia copia de la lista: el botón puede tardar hasta 24 horas en aparecer.',
  },
  {
    title: 'Outlook para Mac',
    steps: [
      'Abra <https://aka.ms/olksideload> en el navegador con la misma cuenta. (**Obtener complementos** dentro de Outlook lleva a la tienda, donde no está su archivo.)',
      'Siga como en Outlook en la web: **Mis complementos**, **Agregar un complemento personalizado**, **Agregar desde archivo…**.',
      'Cierre Outlook y vuelva a abrirlo. Abra un mensaje; el botón está encima de él o detrás de **…**.',
    ],
  },
  {
    title: 'iPhone, iPad y Android',
    steps: [
      'En el teléfono no se instala nada: instálelo en Outlook en la web con la misma cuenta.',
      'Abra un mensaje en Outlook en el teléfono, toque **…** y después **Registrar en CRM**.',
    ],
    note: 'Hace falta una cuenta de Exchange Online y una dirección con un certificado en el que confíe cualquier dispositivo; *solo este equipo* no llega a un teléfono.',
  },
  {
    title: 'Outlook en la web de un servidor Exchange propio (2016, 2019, Subscription Edition)',
    steps: [
      'Elija el engranaje y después **Administrar complementos** (antes: **Opciones**, **General**, **Administrar complementos**).',
      'Elija **+**, **Agregar desde archivo** y el archivo que descargó.',
      'Confirme con **Instalar** y vuelva a cargar la página. Abra un mensaje y elija **Correspond** encima de su texto.',
    ],
  },
];

const everybody: readonly Steps[] = [
  {
    title: 'Microsoft 365',
    steps: [
      'Entre en <https://admin.microsoft.com> como administrador.',
      'Elija **Configuración**, **Aplicaciones integradas**, **Cargar aplicaciones personalizadas** y el tipo **Complemento de Office**.',
      'Cargue el archivo para administradores, elija quién lo recibe (primero unas pocas personas, luego todas), acepte el permiso e impleméntelo.',
    ],
    note: 'Sustituye a la copia que alguien instalara por su cuenta, porque los dos archivos llevan el mismo id. Puede tardar un día hasta que todos lo tengan.',
  },
  {
    title: 'Servidor Exchange propio',
    steps: [
      'Abra Exchange Management Shell donde está el archivo para administradores.',
      "Ejecute `New-App -OrganizationApp -DefaultStateForUser Enabled -FileData ([IO.File]::ReadAllBytes('correspond-admin.xml'))`.",
    ],
  },
];

export const spanish: InstallationGuide = {
  language: 'es',
  title: 'Instalar Correspond en Outlook',
  lead: 'Paso a paso, para cada Outlook.',
  otherLanguage: { language: 'en', label: 'English' },
  address: {
    served: 'Outlook cargará Correspond desde',
    thisComputerOnly: 'solo este equipo',
    loopback:
      'La dirección señala al equipo en el que se abre. Otros equipos y los teléfonos no llegan a ella: ponga en `PUBLIC_URL` una dirección que puedan abrir.',
    selfMade: 'El certificado se hizo aquí. Mientras un equipo no confíe en él, Outlook muestra allí un panel vacío.',
    unencrypted:
      'Outlook solo carga complementos por https. Ponga en `PUBLIC_URL` una dirección https; hasta entonces no hay archivo que descargar.',
  },
  trust: {
    heading: 'Confiar en el certificado',
    lead: 'Elija una manera. Hace falta una vez en cada equipo; el certificado se renueva solo bajo la misma autoridad.',
    certificate: 'Descargar el certificado',
    fingerprint: 'Huella SHA-256',
    ways: trustWays,
  },
  file: {
    heading: 'Descargar el archivo',
    lead: 'Dice a Outlook dónde está Correspond. No contiene ninguna contraseña ni nada sobre usted.',
    user: {
      title: 'Para mí',
      for: 'Lo instala usted. Puede leer y cambiar el mensaje que tiene abierto, nada más.',
      button: 'Descargar para mí',
    },
    admin: {
      title: 'Para todos',
      for: 'Un administrador lo instala para los demás. Puede usar todo el buzón (**ReadWriteMailbox**), lo que necesita la marca de color del correo registrado; Outlook solo deja concederlo a los administradores.',
      button: 'Descargar para administradores',
    },
  },
  add: {
    heading: 'Añadirlo a Outlook',
    lead: 'Elija el Outlook que usa. Un complemento pertenece al buzón: instalado una vez, aparece en todos. *Agregar desde una dirección URL* ya no existe; hace falta el archivo.',
    outlooks,
  },
  everybody: { heading: 'Para administradores: instalarlo para todos', ways: everybody },
  obstacles: {
    heading: 'Si algo se interpone',
    list: [
      {
        sign: 'Falta «Agregar un complemento personalizado»',
        remedy:
          'Su organización no permite que cada uno instale complementos. Pida a un administrador el rol **My Custom Apps** (Mis aplicaciones personalizadas) o que lo instale para todos.',
      },
      {
        sign: 'Outlook rechaza el archivo y habla de permisos',
        remedy:
          'Es el archivo para administradores: pide **ReadWriteMailbox**. Tome el archivo *para mí* o deje que lo instale un administrador.',
      },
      {
        sign: 'El botón no aparece',
        remedy:
          'Outlook clásico tarda hasta 24 horas; una implementación del administrador, hasta un día o más. Outlook en la web lo muestra al volver a cargar la página. Abra antes un mensaje: sin él no hay botón.',
      },
      {
        sign: 'El panel queda vacío o habla de un certificado',
        remedy:
          'No se llega a la dirección o su certificado no es de confianza. Abra la dirección en un navegador del mismo equipo; lo que diga el navegador es la causa.',
      },
      {
        sign: 'No hay botón en un informe de entrega, un mensaje cifrado o un archivo abierto desde el disco',
        remedy: 'Outlook no ejecuta complementos ahí. Tampoco en buzones de archivo ni de grupo.',
      },
    ],
  },
  remove: {
    heading: 'Quitarlo',
    text: 'Abra <https://aka.ms/olksideload>, elija **Mis complementos**, **…** junto a Correspond y **Quitar**. Lo que registró se queda en el CRM.',
  },
  short: {
    heading: 'Instalar el complemento en Outlook',
    lines: [
      { where: 'Archivo', text: 'guarde **correspond-user.xml** de la página de descarga, que tiene todos los pasos' },
      {
        where: 'Web, nuevo, Mac',
        text: '<https://aka.ms/olksideload> > **Mis complementos** > **Agregar un complemento personalizado** > **Agregar desde archivo**',
      },
      {
        where: 'Clásico de Windows',
        text: '**Archivo** > **Información** > **Administrar complementos** y lo mismo; puede tardar 24 horas',
      },
      {
        where: 'Web de Exchange propio',
        text: 'engranaje > **Administrar complementos** > **+** > **Agregar desde archivo**',
      },
      { where: 'Teléfono', text: 'nada que instalar: sigue al buzón, en una dirección a la que todos lleguen' },
      { where: '¿No está el enlace?', text: 'al buzón le falta el rol **My Custom Apps**: pídalo a un administrador' },
    ],
    trust: {
      where: 'Certificado',
      text: 'confíe en él una vez: `npx correspond certificate trust`, o a mano como dice la página',
    },
  },
};
