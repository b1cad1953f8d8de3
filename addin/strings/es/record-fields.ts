import type { recordFields as en } from '../en/record-fields.ts';

export const recordFields: typeof en = {
  firstName: 'Nombre',
  lastName: 'Apellidos',
  account: 'Cuenta',
  contact: 'Contacto',
  phone: 'Teléfono',
  jobTitle: 'Cargo',
  company: 'Empresa',
  website: 'Sitio web',
  status: 'Estado',
  description: 'Descripción',
  doNotEmail: 'No enviar correo',
  doNotBulkEmail: 'No enviar correo masivo',
  mobilePhone: 'Teléfono móvil',
  street: 'Calle',
  city: 'Ciudad',
  region: 'Provincia o estado',
  postalCode: 'Código postal',
  country: 'País',
  birthday: 'Cumpleaños',
  notes: 'Notas',
};
