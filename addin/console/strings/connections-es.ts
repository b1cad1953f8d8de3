import type { connectionsEn } from './connections-en.ts';

export const connectionsEs: typeof connectionsEn = {
  lead: 'Buzones y cuentas de todos que se detuvieron o que fallan. Lo que solo falla se intenta otra vez solo; lo detenido espera a que alguien lo corrija.',
  counts: (working, failing, stopped) =>
    `Funcionan: ${working}. Fallan y se intentan otra vez: ${failing}. Detenidas: ${stopped}.`,
  none: 'Nada se ha detenido y nada falla.',
  list: 'Lo que necesita a alguien',
  kinds: { mail: 'Correo', items: 'Contactos, tareas, citas' },
  states: { stopped: 'Detenido', failing: 'Falla y se intenta otra vez' },
  forward: 'Un buzón de reenvío',
  outlook: 'mediante Outlook',
  since: (when) => `desde ${when}`,
  choose: (who, kind) => `Elegir ${who}: ${kind}`,
  resumeAll: 'Intentar otra vez todo lo detenido',
  resume: (count) => `Intentar otra vez lo elegido (${count})`,
  methods: {
    title: 'Quién hace qué por un buzón',
    lead: 'Lo que se elige aquí desactiva al momento lo que desde entonces hace otro. El registro a mano sigue siempre.',
    person: 'Persona',
    choose: 'Elegir…',
    directions: {
      incoming: 'Correo que entra solo',
      outgoing: 'Correo que sale',
      items: 'Contactos, tareas, citas',
    },
    names: {
      any: 'Quien esté conectado',
      server: 'Este servidor',
      outlook: 'Su Outlook',
      router: 'Un enrutador',
      none: 'Nadie',
    },
    saved: 'Elegido.',
    chosen: (direction, who) => `${direction}: ${who}. Lo eligió un administrador.`,
    own: {
      server: 'lo hace este servidor',
      outlook: 'lo hace su Outlook',
      router: 'lo hace un enrutador',
      none: 'no lo hace nadie',
    },
  },
  resumed: (count) => (count === 1 ? 'Se intenta 1 otra vez.' : `Se intentan ${count} otra vez.`),
};
