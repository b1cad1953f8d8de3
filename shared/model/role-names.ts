/** Local parts, without `.`, `-` and `_`, that name an office or a program (RFC 2142 and what firms use, by language). */
export const roleNames: ReadonlySet<string> = new Set(
  [
    'abuse admin administrator administration hostmaster postmaster webmaster mailerdaemon root security noc',
    'info information hello hi contact contactus office mail email enquiries inquiries reception frontdesk',
    'sales marketing press media pr news newsletter events support help helpdesk servicedesk service customerservice',
    'customercare customersupport care feedback complaints billing invoice invoices invoicing accounts accounting',
    'accountspayable accountsreceivable ap ar finance payments payroll orders order purchasing procurement buying',
    'shipping logistics warehouse dispatch returns jobs careers recruiting recruitment hr humanresources legal privacy',
    'compliance dpo gdpr it itsupport tech technical team staff everyone all list notifications notification notify',
    'alerts alert updates bounce bounces daemon robot bot automated system donotreply noreply dontreply',
    'contacto contactar hola ventas compras pedidos soporte ayuda atencionalcliente clientes facturacion facturas',
    'administracion contabilidad cobros pagos tesoreria recepcion oficina informacion empleo rrhh recursoshumanos',
    'prensa comunicacion comercial almacen envios devoluciones reservas legal gerencia direccion',
    'kontakt vertrieb verkauf einkauf bestellung bestellungen rechnung rechnungen buchhaltung buero zentrale',
    'bewerbung personal datenschutz kundenservice kundendienst',
    'accueil ventes achats commandes comptabilite facturation serviceclient recrutement',
    'contato vendas faturamento suporte atendimento informazioni vendite acquisti amministrazione fatturazione',
    'verkoop inkoop boekhouding administratie klantenservice',
  ].flatMap((line) => line.split(' ')),
);
