export const style = `
:root{color-scheme:light dark;--bg:#fff;--ink:#191d23;--mute:#5d6673;--line:#e4e7ec;--soft:#f6f7f9;--accent:#2f5fd0;--get:#1b7f4d;--post:#2f5fd0;--put:#9a5b00;--delete:#b3312c}
@media (prefers-color-scheme:dark){:root{--bg:#12151a;--ink:#e8ebf0;--mute:#98a2b0;--line:#272d36;--soft:#1a1f27;--accent:#8aaefc;--get:#6fcf97;--post:#8aaefc;--put:#e0b15a;--delete:#f08c86}}
*{box-sizing:border-box}[hidden]{display:none!important}html{scroll-padding-top:64px}
body{margin:0;font:14px/1.55 Inter,system-ui,-apple-system,"Segoe UI",sans-serif;background:var(--bg);color:var(--ink)}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
header{position:sticky;top:0;z-index:2;height:48px;display:flex;align-items:center;gap:10px;padding:0 20px;border-bottom:1px solid var(--line);background:var(--bg)}
header .home{font-weight:650;font-size:15px;color:var(--ink)}header span{color:var(--mute)}header .lang{margin-left:auto}
code,pre,kbd{font-family:"Geist Mono",ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px}
.menu>summary{padding:12px 20px;border-bottom:1px solid var(--line);cursor:pointer;font-weight:550;min-height:44px}
nav{padding:14px 16px 40px}nav label{position:relative;display:block}nav input{width:100%;height:36px;padding:0 34px 0 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:var(--ink);font:inherit}
nav kbd{position:absolute;right:8px;top:8px;padding:0 6px;border:1px solid var(--line);border-radius:4px;color:var(--mute);font-size:11px}
nav h2{margin:18px 0 4px;font-size:12px;font-weight:600}nav h2 a{color:var(--mute)}nav ul{list-style:none;margin:0;padding:0}
nav li a{display:flex;gap:8px;align-items:baseline;padding:4px 8px;margin:0 -8px;border-radius:6px;color:var(--ink)}nav li a:hover{background:var(--soft);text-decoration:none}nav li a[aria-current]{background:var(--soft);color:var(--accent)}
nav b{flex:0 0 38px;font-size:10px;font-weight:650;letter-spacing:.02em}nav li span{min-width:0;overflow:hidden;text-overflow:ellipsis;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--put)}.delete{color:var(--delete)}#nothing{color:var(--mute)}
main{padding:24px 20px 120px;min-width:0}h1{font-size:26px;letter-spacing:-.015em;line-height:1.2;margin:0 0 10px}.links{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0 0 22px}
.basics{margin:0;max-width:640px}.basics div{padding:10px 0;border-top:1px solid var(--line)}.basics dt{font-weight:600}.basics dd{margin:2px 0 0;color:var(--mute)}
.tag{font-size:20px;letter-spacing:-.01em;margin:52px 0 0;padding-top:22px;border-top:1px solid var(--line)}
main section{padding:26px 0 4px}h3{margin:0 0 6px;font-size:16px;line-height:1.35}h3 a{color:var(--ink)}h4{margin:18px 0 0;font-size:13px}
.path{margin:0 0 10px;overflow-wrap:anywhere}.path b{display:inline-block;font-size:11px;padding:2px 7px;border-radius:5px;background:var(--soft);margin-right:4px}
.text{min-width:0}.text p{max-width:640px;margin:0 0 8px}.text p code,.text dd code{background:var(--soft);padding:1px 4px;border-radius:4px}.scope,.refusals{color:var(--mute)}.refusals{margin-top:14px!important}.refusals a{margin-left:6px}
dl{margin:6px 0 0}.text dl>div{padding:7px 0;border-top:1px solid var(--line)}.text dt{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}.text dt span{color:var(--mute);font-size:12.5px;overflow-wrap:anywhere}.text dt em{color:var(--put);font-style:normal;font-size:12px}.text dd{margin:1px 0 0;color:var(--mute);max-width:600px}
.d1{padding-left:18px!important}.d2{padding-left:36px!important}
.text details{margin-top:14px}.text summary{cursor:pointer;font-weight:600;font-size:13px;min-height:28px}.text summary span{font-weight:400;color:var(--mute)}
figure{margin:0 0 14px;border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--soft)}figcaption{display:flex;align-items:center;padding:4px 6px 4px 12px;border-bottom:1px solid var(--line);color:var(--mute);font-size:12px}
.copy{margin-left:auto;font:inherit;min-height:28px;padding:0 8px;border:0;border-radius:5px;background:none;color:var(--mute);cursor:pointer}.copy:hover{background:var(--line);color:var(--ink)}
pre{margin:0;padding:12px;overflow:auto;max-height:420px;white-space:pre;background:var(--soft)}.code>pre{border:1px solid var(--line);border-radius:8px}.code{min-width:0;margin-top:14px}
@media (min-width:900px){body{display:grid;grid-template:48px 1fr/280px minmax(0,1fr)}header{grid-column:1/-1}.menu{position:sticky;top:48px;height:calc(100vh - 48px);overflow-y:auto;border-right:1px solid var(--line)}.menu>summary{display:none}main{padding:28px 36px 160px}}
@media (min-width:1240px){main section,.start{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,520px);gap:40px}.code{margin-top:2px}main{max-width:1400px}}
@media (max-width:899px){nav kbd{display:none}.copy,nav li a{min-height:44px}nav li a{align-items:center}html{scroll-padding-top:56px}}
@media print{header,.menu,.copy{display:none}pre{max-height:none;white-space:pre-wrap}}`;
