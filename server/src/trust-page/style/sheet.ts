/** The pages beside it: claim, evidence, explanation, notices. */
export const sheetStyle = `
.sheet{padding-block:clamp(1.5rem,4vw,3.5rem) 0}
.sheet>*{max-width:54rem}
.sheet h1{font-size:clamp(1.75rem,1.3rem + 2vw,2.5rem)}
.sheet h2{font-size:1.4rem;margin:var(--s7) 0 var(--s3)}
.sheet h3{margin:var(--s5) 0 var(--s2)}
.sheet>dl{margin-top:var(--s5)}
.crumbs{color:var(--soft);font-size:var(--text-m);margin-bottom:var(--s5)}
.crumbs a{display:inline-block;padding-block:.125rem}
.claim-title{display:grid;grid-template-columns:2rem minmax(0,1fr);gap:var(--s3);letter-spacing:-.01em}
.claim-title .say{font-size:clamp(1.4rem,1.1rem + 1.4vw,2rem);line-height:1.3;text-wrap:pretty}
.claim-title .mark{width:2rem;height:2rem;margin-top:.25rem}
.about{padding-left:calc(2rem + var(--s3))}
.about .meta{font-size:var(--text-m)}
.sheet .bar{height:50px;background-position:0 80%;margin-bottom:var(--s2)}
.sheet .scale{max-width:none;margin-bottom:var(--s4)}
table+p,.wide+p,.plain+p{margin-top:var(--s4)}
.quoted{font:400 var(--text-l)/1.45 var(--serif);border-left:2px solid var(--ink);padding-left:var(--s4)}
.quoted .fine{display:block;font-family:var(--sans)}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:var(--text-m);font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:var(--s2) var(--s5) var(--s2) 0;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.875rem}
dd>.mark,td .mark{width:1rem;height:1rem;vertical-align:-.15em}
.days td,.days th{padding-block:.25rem;white-space:nowrap}
.more>summary{cursor:pointer;padding-block:var(--s1);color:var(--accent)}
.shown li{display:grid;grid-template-columns:1.375rem minmax(0,1fr);gap:var(--s3);margin-bottom:var(--s2)}
.shown p{margin:0}
.shown .word{margin-right:.35em}
.flow{display:block;width:100%;height:auto;margin-block:var(--s6) 0;overflow:visible}
.flow circle{fill:var(--raised);stroke:var(--edge)}
.flow .you circle{fill:var(--ink);stroke:var(--ink)}
.flow .arrow,.flow .drawing{fill:none;stroke:var(--edge);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.flow .drawing{stroke:var(--ink);stroke-width:1.2}
.flow .you .drawing{stroke:var(--paper)}
.flow text{font:400 14px var(--sans);fill:var(--soft)}
.flow .name{font:600 16px var(--serif);fill:var(--ink)}
.flow.down{display:none;max-width:22rem}
form{margin:0}
`
