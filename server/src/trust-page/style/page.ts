/** Ground, type, header, footer. */
export const pageStyle = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:var(--s4)}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 var(--sans);overflow-wrap:break-word}
h1,h2{font-family:var(--serif);font-weight:600;letter-spacing:-.012em;text-wrap:balance}
h1{font-size:clamp(2rem,1.35rem + 2.9vw,3.35rem);line-height:1.1;letter-spacing:-.02em;margin:0 0 var(--s4);max-width:22ch}
h2{font-size:1.75rem;line-height:1.2;margin:0 0 var(--s2)}
h3{font-size:1.0625rem;line-height:1.35;font-weight:600;margin:0}
p{margin:0 0 var(--s3);max-width:var(--prose)}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:3px}
:target{scroll-margin-top:var(--s4)}
code,pre{font-family:var(--mono);font-size:.875em}
code{overflow-wrap:anywhere}
pre{background:var(--raised);border:1px solid var(--line);border-radius:var(--radius);padding:var(--s3) var(--s4);margin:0 0 var(--s4);white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
pre code{font-size:1em}
.skip{position:absolute;left:var(--s4);top:-4rem;background:var(--ink);color:var(--paper);padding:var(--s2) var(--s4);border-radius:0 0 var(--radius) var(--radius);z-index:1}
.skip:focus{top:0}
.top,.foot,.hero,.columns,.sheet{padding-inline:clamp(1rem,4vw,3rem);max-width:var(--page);margin-inline:auto}
.top{display:flex;flex-wrap:wrap;gap:var(--s1) var(--s5);align-items:center;justify-content:space-between;padding-block:var(--s4)}
.brand{font-weight:600;letter-spacing:-.01em;color:var(--ink);text-decoration:none;padding-block:var(--s1);min-width:0}
.top ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 var(--s5)}
.top li a{display:block;padding-block:var(--s1);color:var(--soft);text-decoration:none;font-size:var(--text-m)}
.top li a:hover{color:var(--ink);text-decoration:underline}
.top [aria-current]{color:var(--ink);box-shadow:0 2px 0 -.5px var(--ink)}
.foot::before{content:"";display:block;border-top:1px solid var(--line);margin-bottom:var(--s5)}
.foot{margin-top:var(--s8);padding-block:0 var(--s7);color:var(--soft);font-size:var(--text-m)}
.foot p{max-width:none;margin-bottom:var(--s2)}
.foot a{color:inherit;display:inline-block;padding-block:.125rem}
.lead{font-size:var(--text-l);line-height:1.6;color:var(--soft);text-wrap:pretty}
.fine{font-size:var(--text-m);color:var(--soft)}
.plain{list-style:none;margin:0;padding:0}
button{font:600 var(--text-m)/1.3 var(--sans);color:var(--paper);background:var(--ink);border:1px solid var(--ink);border-radius:.4rem;padding:.5rem 1rem;min-height:2.25rem;cursor:pointer}
button:hover{background:var(--accent);border-color:var(--accent)}
nachweis-verify{display:block;margin-bottom:var(--s3)}
nachweis-verify:not(:defined){display:none}
nachweis-verify[data-state]{flex:1 0 100%}
nachweis-verify ol{list-style:none;margin:var(--s2) 0;padding:0;font-size:var(--text-m)}
nachweis-verify li{display:grid;grid-template-columns:1.375rem minmax(0,1fr);margin-bottom:.15rem}
nachweis-verify li::before{content:"✓"/"";color:var(--holding);font-weight:700}
nachweis-verify li[data-ok=false]{font-weight:600}
nachweis-verify li[data-ok=false]::before{content:"✕"/"";color:var(--failing)}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}.skip{transition:top .12s}}
`
