import type { Topics } from '../topics.ts';

export const mailTask: Topics['mailTask'] = {
  title: 'Hacer de él una tarea',
  subject: 'Tarea',
  subjectMissing: 'Escriba qué hay que hacer.',
  due: 'Vence',
  notDue: 'Vacío: no vence nunca.',
  change: 'Elegir a qué se refiere',
  make: 'Crear tarea',
  made: 'La tarea está en el CRM.',
  madeHere: 'Tareas creadas aquí',
};
