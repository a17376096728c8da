/** Narrow screens and paper. */
export const mediaStyle = `
@media (max-width:60rem){
.columns{grid-template-columns:minmax(0,1fr);gap:var(--s6)}
.toc{position:static;border-block:1px solid var(--line);padding-block:var(--s2)}
.toc ol{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:0 var(--s5)}
.toc a{padding-block:.35rem}
}
@media (max-width:46rem){
.claim>summary{grid-template-columns:1.375rem minmax(0,1fr) .5rem}
.claim>summary::after{grid-area:1/3}
.claim>summary>.bar{grid-column:2;max-width:269px;margin-top:var(--s2)}
.open{padding-left:0}
dl{grid-template-columns:minmax(0,1fr);gap:0}
dd{margin-bottom:var(--s3)}
dl>div{display:block}
.command code{margin-left:0;display:block;margin-top:var(--s1)}
.chapter>header{grid-template-columns:minmax(0,1fr)}
.chapter>header .scale{margin:var(--s3) 0 0 calc(1.375rem + var(--s3));max-width:269px}
.flow.across{display:none}
.flow.down{display:block}
.about{padding-left:0}
.chapter{margin-bottom:var(--s7)}
}
@media print{
.chapter{content-visibility:visible}
@page{margin:18mm 16mm}
html{font-size:9.5pt}
.top nav,.toc,.acts,.skip,nachweis-verify,.more{display:none}
.top,.foot,.hero,.columns,.sheet{padding-inline:0;max-width:none}
.hero{padding-block:0 8mm}
.columns{display:block}
h1{font-size:24pt}
.chapter>header{grid-template-columns:minmax(0,1fr) 52mm}
.chapter>header .scale{margin:0;max-width:none}
.changes+a{display:none}
.claim>summary>.bar{grid-column:auto;margin-top:0}
.claim>summary::after{display:none}
.open{padding-left:calc(5mm + var(--s3))}
.chapter>header,.measure>header{break-after:avoid}
.claim>summary,.ev{break-inside:avoid}
.claim,.claim[open]{background:none;border:0;margin:0;padding:0}
.claim::details-content{display:block;content-visibility:visible;block-size:auto;opacity:1}
.claim:not([open])>*{display:block}
.claim:not([open])>summary,.claim>summary{display:grid;grid-template-columns:5mm minmax(0,1fr) 52mm}
dl{grid-template-columns:32mm minmax(0,1fr);gap:1mm 5mm}
a{color:inherit;text-decoration:none}
}
`
