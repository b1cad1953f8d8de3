import type { Strings } from '../strings.ts';

export const signIn: Strings['signIn'] = {
  title: 'Iniciar sesión en Correspond',
  lead: 'Vea quién le escribe y guarde el correo donde está la ficha del cliente.',
  expired: 'Su sesión ha terminado. No se perdió nada; inicie sesión para seguir.',
  signIn: 'Iniciar sesión',
  signingIn: 'Esperando a la ventana de inicio de sesión',
  email: 'Correo',
  password: 'Contraseña',
  wanted: 'Escriba el correo y la contraseña.',
  blocked: 'No se pudo abrir la ventana de inicio de sesión. Puede iniciar sesión aquí mismo.',
  closed: 'La ventana se cerró antes de iniciar sesión.',
  here: 'Iniciar sesión aquí mismo',
  done: 'Ha iniciado sesión. Puede cerrar esta ventana.',
  notFromPane: 'Esta página es de la ventana de inicio de sesión de Outlook. Abra allí el panel e inicie sesión.',
  demonstration: 'Cuentas de demostración',
  demonstrationSays: 'Aquí todo es inventado. Elija quién quiere ser.',
  signOut: 'Cerrar sesión',
};
