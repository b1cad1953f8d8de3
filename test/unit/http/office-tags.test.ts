import { describe, expect, it } from 'vitest';
import { officeJsTags, withOfficeJs } from '../../../server/http/office-tags.ts';

describe('the scripts of office.js', () => {
  it('come from the address that is set, escaped for an attribute', () => {
    expect(officeJsTags({ url: 'https://mirror.example/office.js?a="&b=<' })).toBe(
      '<script src="https://mirror.example/office.js?a=&quot;&amp;b=&lt;"></script>',
    );
  });

  it('served by ourselves they stand between what the library needs and what it lacks', () => {
    expect(officeJsTags({ selfHosted: '/officejs' }).match(/src="([^"]+)"/g)).toEqual([
      'src="/officejs/ajax-stand-in.js"',
      'src="/officejs/office.js"',
      'src="/officejs/top-up.js"',
    ]);
  });

  it('stand wherever the page has the token, and `$&` in an address is no replacement pattern', () => {
    const page = '<head><!-- __OFFICE_JS__ --></head>';
    expect(withOfficeJs(page, { url: 'https://a.example/$&.js' })).toBe(
      '<head><script src="https://a.example/$&amp;.js"></script></head>',
    );
  });
});
