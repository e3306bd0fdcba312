/**
 * Style of the report. Colours are Okabe and Ito's, which people with colour-blindness can distinguish; every
 * state is also a word, and every verdict a sign.
 */

const colours = `
:root{--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d8dee4;--panel:#f6f8fa;--blue:#0072b2;--orange:#b96a00;
--green:#00805d;--red:#c0410a;--hatch:#d55e00;--fill-live:#f5c26b;--fill-active:#b5d9ef;--fill-good:#a6e0cc;--fill-bad:#f6b391;--fill-quiet:#e8ecf0}
@media (prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e6e9ed;--dim:#9ba5b0;--line:#363c44;--panel:#1d2126;
--blue:#6cbdf0;--orange:#f0b040;--green:#3cc79f;--red:#ff8f5a;--hatch:#ff8f5a;--fill-live:#7a5310;--fill-active:#1d4e70;--fill-good:#125440;--fill-bad:#7c3413;--fill-quiet:#2a3037}}
`;

/** What a timeline is drawn with. */
const timeline = `svg text{fill:var(--fg);pointer-events:none}svg .t{fill:var(--dim)}
.g{stroke:var(--line);fill:none}.z{stroke:var(--line);stroke-dasharray:2 3;fill:none}
.c{fill:none;stroke:var(--fg);stroke-width:1.4}.c1{stroke:var(--dim)}
.b{fill:var(--fill-quiet)}.b.active{fill:var(--fill-active)}.b.live{fill:var(--fill-live)}.b.good{fill:var(--fill-good)}.b.bad{fill:var(--fill-bad)}
.b{stroke:var(--bg);stroke-width:.8}.b.bad{stroke:var(--red);stroke-width:1.2}
.w rect,.w1,.w2{fill:var(--blue);fill-opacity:.07;stroke:var(--blue);stroke-width:1.3;stroke-dasharray:4 2}.w.hold rect,.w2{stroke-dasharray:none}
.w .m{fill:var(--blue);stroke:var(--blue);stroke-width:1.3}.w.never path,.w3{fill:url(#hatch)}
.w.failed rect{stroke:var(--red);stroke-width:2;fill:url(#hatch);fill-opacity:.5}.w.failed .m{fill:var(--red);stroke:var(--red)}
.w.never.failed path{fill:var(--red)}
.hatch{stroke:var(--hatch);stroke-width:2.4}
.d{stroke:var(--dim);stroke-width:.8;stroke-dasharray:1 3;fill:none}.n circle{fill:var(--fg)}.n text{fill:var(--bg);text-anchor:middle;font-weight:700}
.f path,.w4{stroke:var(--red);stroke-width:2;fill:none}
.x text{fill:var(--dim);text-anchor:middle}.x .s{text-anchor:start}.x .e{text-anchor:end}.k{stroke:var(--dim)}
`;

export const style = `${colours}*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:1128px;background:var(--bg);color:var(--fg);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{font-size:24px;margin:8px 0}h3{font-size:17px;margin:0 0 4px}h4{margin:0 0 4px;font-size:13px;color:var(--dim);font-weight:600}
p{margin:4px 0}.dim,.about{color:var(--dim)}.about span:not(:last-child)::after,.dim span{white-space:normal}.about span+span::before{content:" · "}
a{color:var(--blue)}code,pre{font:13px/1.4 ui-monospace,"DejaVu Sans Mono",monospace}
.pass{color:var(--green)}.fail{color:var(--red)}.open{color:var(--orange)}
.facts{display:flex;flex-wrap:wrap;gap:8px;margin:12px 0}.facts div{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:6px 14px}
.facts b{display:block;font-size:20px}.facts span{color:var(--dim);font-size:13px}
nav{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin:12px 0}
nav input[type=search]{flex:0 1 320px;min-width:0;padding:6px 10px;font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th{text-align:left;color:var(--dim);font-weight:600;font-size:13px}
th,td{padding:3px 10px 3px 0;vertical-align:top}
.index{width:100%;font-size:14px}.index td:nth-child(n+3){white-space:nowrap}.index tr{border-bottom:1px solid var(--line)}
.legend{margin:16px 0;color:var(--dim)}.legend ul{list-style:none;padding:0}.legend li{margin:4px 0}.legend svg{vertical-align:-2px;overflow:visible}
article{border-top:2px solid var(--line);padding:16px 0;content-visibility:auto;contain-intrinsic-size:auto 760px}
.variant{font-weight:400;color:var(--dim)}.repeat code{background:var(--panel);padding:2px 6px;border-radius:4px;overflow-wrap:anywhere}
.note{border-left:4px solid var(--orange);padding:4px 12px;background:var(--panel)}.failure{border-left:4px solid var(--red);padding:4px 12px;margin:8px 0;background:var(--panel)}.failure pre{margin:6px 0;overflow-x:auto}.failure b{color:var(--red)}
.tl{display:flex;margin:10px 0}.names{flex:none;width:104px;padding-right:8px;text-align:right;font-size:12px;color:var(--dim)}
.names span{display:flex;align-items:center;justify-content:flex-end;line-height:1.1}
.scroll{overflow-x:auto;min-width:0;scrollbar-width:thin}.tl svg{display:block;font-size:12px}
${timeline}.told{display:flex;flex-wrap:wrap;gap:8px 32px;margin:8px 0}.told>div{flex:1 1 300px;min-width:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:0;font-size:14px}dt{color:var(--dim);white-space:nowrap;font-variant-numeric:tabular-nums}dd{margin:0}dd ol{margin:2px 0;padding-left:20px;color:var(--dim)}
b.no{display:inline-block;min-width:16px;height:16px;border-radius:8px;background:var(--fg);color:var(--bg);font-size:12px;line-height:16px;text-align:center;padding:0 3px}
.checks{font-size:13.5px;margin:8px 0}.checks td:nth-child(1){color:var(--green);font-weight:700}.checks .no td{color:var(--red)}
.checks td:nth-child(2),.checks td:nth-child(4),.checks td:nth-child(5){color:var(--dim);white-space:nowrap}
.bar{display:block;width:90px;height:8px;margin-top:6px;background:var(--fill-quiet);border-radius:4px;overflow:hidden}.bar i{display:block;height:100%;background:var(--blue)}.no .bar i{background:var(--red)}
summary{cursor:pointer}.folder{margin:6px 0}.folder>summary{padding:6px 10px;background:var(--panel);border:1px solid var(--line);border-radius:6px}h2{font-size:19px;margin:16px 0 4px}summary h2{display:inline;font-size:inherit}.more{margin:8px 0 8px 16px}.others{margin-top:8px}
.box{display:inline-block;padding:0 8px;border-radius:3px;background:var(--fill-quiet);color:var(--fg);font-size:12px}.box.live{background:var(--fill-live)}.box.active{background:var(--fill-active)}.box.good{background:var(--fill-good)}.box.bad{background:var(--fill-bad);outline:1px solid var(--red)}
#time{position:fixed;left:0;top:0;padding:2px 8px;background:var(--fg);color:var(--bg);border-radius:4px;font-size:12px;pointer-events:none;font-variant-numeric:tabular-nums;z-index:2}
[hidden]{display:none!important}
@media (max-width:640px){body{padding:10px}.names{width:84px}.index td:nth-child(3),.index th:nth-child(3),.index td:nth-child(4),.index th:nth-child(4){display:none}.checks td:nth-child(2),.checks th:nth-child(2),.checks td:nth-child(6),.checks th:nth-child(6){display:none}}
@page{size:A4 landscape;margin:10mm}
@media print{:root{color-scheme:light}body{max-width:none;padding:0}nav{display:none}article{content-visibility:visible;break-inside:avoid-page;break-before:page}.tl{zoom:.92}.scroll{overflow:visible}}
`;

/** For a timeline by itself, with the names of its lanes. */
export const pictureStyle = `${colours}svg{background:var(--bg);font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
${timeline}svg .title{font-size:15px;font-weight:600}svg .lane{fill:var(--dim);font-size:12px;text-anchor:end}svg .why{fill:var(--dim);font-size:12px}`;
