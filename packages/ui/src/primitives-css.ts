/** Styles of the primitives of this package; needs the tokens before it. */
export const primitivesCss = `
.shapes{position:absolute;width:0;height:0}
.mark{width:1.375rem;height:1.375rem;flex:none;display:inline-block;vertical-align:-.3em}
.cut{fill:none;stroke:var(--paper);stroke-linecap:round;stroke-linejoin:round}
.mark.holding,.word.holding{color:var(--holding)}
.mark.failing,.word.failing{color:var(--failing)}
.mark.stale,.word.stale{color:var(--stale)}
.mark.unknown,.word.unknown{color:var(--unknown)}
.word{font-weight:600}
.bar{display:block;width:100%;height:25px;overflow:visible;background:linear-gradient(var(--line),var(--line)) 0 20px/100% 1px no-repeat}
.bar path{fill:none;stroke-dasharray:2 1}
.bar .holding{stroke:var(--holding);stroke-width:18}
.bar .failing{stroke:var(--failing);stroke-width:23}
.bar .stale{stroke:var(--stale);stroke-width:9}
.bar .unknown{stroke:var(--unknown);stroke-width:4}
.tally path{stroke-dasharray:8 2}
.say{font:400 var(--text-l)/1.45 var(--serif);overflow-wrap:anywhere;text-wrap:pretty}
.say b{font-weight:600;text-decoration:underline;text-decoration-color:var(--edge);text-decoration-thickness:1px;text-underline-offset:.22em}
.unbroken{white-space:nowrap}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (forced-colors:active){.mark,.bar{forced-color-adjust:none}}
@media print{.mark,.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
