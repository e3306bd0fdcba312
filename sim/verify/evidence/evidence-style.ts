/**
 * Evidence style: what the page of evidence has beside the report's own style.
 */

import { style } from '../../view/report/style.ts';

export const evidenceStyle = `${style}
.wide{overflow-x:auto}.wide table{min-width:100%}.wide td:first-child{overflow-wrap:anywhere}
.parts td:nth-child(2),.parts th:nth-child(2){color:var(--dim)}.parts code{overflow-wrap:anywhere}
tr{border-bottom:1px solid var(--line)}td.n,th.n{text-align:right;white-space:nowrap}
.matrix{border-collapse:separate;border-spacing:1px}.matrix tr{border:0}.matrix th{font-weight:400;white-space:nowrap;padding-right:8px;text-align:left}
.matrix th.p{writing-mode:horizontal-tb;text-align:center;font-size:11px;padding:0 2px;color:var(--dim)}
.matrix td{padding:0;width:9px;min-width:9px;height:16px;background:var(--fill-quiet)}
.matrix td.x1{background:var(--fill-good)}.matrix td.x2{background:var(--fill-active)}.matrix td.x3{background:var(--fill-live)}.matrix td.x4,.matrix td.x5{background:var(--red)}
.matrix td.gap{background:none;width:5px;min-width:5px}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px;color:var(--dim);margin:6px 0}.key i{display:inline-block;width:12px;height:12px;margin-right:6px;vertical-align:-1px}
.key .x1{background:var(--fill-good)}.key .x2{background:var(--fill-active)}.key .x3{background:var(--fill-live)}.key .x5{background:var(--red)}.key .b{background:var(--fill-quiet)}
pre.out{overflow-x:auto;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:8px 12px;font-size:12px}
section{border-top:2px solid var(--line);padding:12px 0}section>h2{margin-top:4px}.command code{background:var(--panel);padding:2px 6px;border-radius:4px;overflow-wrap:anywhere}
@media (max-width:640px){.parts td:nth-child(3),.parts th:nth-child(3),.parts td:nth-child(6),.parts th:nth-child(6){display:none}table{font-size:13.5px}}
`;
