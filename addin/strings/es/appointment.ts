import type { Topics } from '../topics.ts';

export const appointment: Topics['appointment'] = {
  open: 'Cita abierta',
  series: 'Se repite',
  occurrence: 'Una de una serie',
  mayRepeat: 'Este Outlook no dice si se repite. Solo se registra lo que está abierto.',
  place: (location) => `Lugar: ${location}`,
  extent: 'Qué registrar',
  wholeSeries: 'Toda la serie',
  thisOne: 'Solo esta cita de la serie',
  beside: 'La serie ya está registrada; esta cita quedaría junto a ella y no se sincroniza.',
  aloneSays: 'Una cita suelta de una serie no se sincroniza con el calendario.',
  privateSays: 'Outlook la llama privada: solo usted la verá en el CRM.',
  savedSays: 'Outlook guarda antes la cita. Con eso no se invita a nadie.',
  says: {
    untracked: 'Esta cita solo está en Outlook.',
    pending: 'El servidor la está anotando.',
    failed: 'No se pudo anotar.',
  },
  untrackTitle: '¿Dejar de registrar esta cita?',
  differs: 'En el CRM figura con otro asunto, otra hora u otro lugar.',
  update: 'Actualizar en el CRM',
  updated: 'Actualizada en el CRM.',
  alreadyTracked: 'Ya estaba en el CRM; no se duplicó nada.',
};
