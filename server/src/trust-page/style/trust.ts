/** The public page: hero, contents, chapters, measures and claims. */
export const trustStyle = `
.hero{padding-block:clamp(2rem,6vw,4.75rem) var(--s7)}
.hero .lead{margin-bottom:clamp(2rem,5vw,3.5rem)}
.sum{border-top:2px solid var(--ink);padding-top:var(--s4);display:flex;flex-wrap:wrap;gap:var(--s3) var(--s6);align-items:baseline;justify-content:space-between}
.sum p{margin:0}
.total{flex:1 0 100%;font:600 clamp(1.25rem,1rem + 1vw,1.5rem)/1.3 var(--serif);max-width:none}
.tally{flex:1 0 100%;height:2.5rem;background-position:0 80%;margin-block:var(--s2) var(--s1)}
.legend{display:flex;flex-wrap:wrap;gap:var(--s2) var(--s5);margin:0;padding:0;list-style:none;font-size:var(--text-m)}
.legend .mark{width:1.125rem;height:1.125rem;vertical-align:-.2em;margin-right:.15rem}
.log{flex:1 0 100%;max-width:none;font-size:var(--text-m);color:var(--soft)}
.log a{color:inherit}
.command{font-size:var(--text-m);color:var(--soft)}
.command code{display:inline-block;color:var(--ink);background:var(--raised);border:1px solid var(--line);border-radius:.4rem;padding:.2rem .6rem;margin-left:var(--s1)}
.columns{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:var(--s7)}
.toc{position:sticky;top:var(--s5);align-self:start;font-size:var(--text-m)}
.toc ol{list-style:none;margin:0;padding:0}
.toc a{display:flex;justify-content:space-between;gap:var(--s2);padding-block:.3rem;color:var(--soft);text-decoration:none}
.toc a:hover{color:var(--ink);text-decoration:underline}
.toc a>span[aria-hidden]{font-variant-numeric:tabular-nums}
.chapter{margin-bottom:var(--s8);content-visibility:auto;contain-intrinsic-size:auto 90rem}
.chapter:last-child{margin-bottom:0}
.chapter>header{display:grid;grid-template-columns:minmax(0,1fr) 269px .5rem;gap:0 var(--s3);align-items:end;margin-bottom:var(--s4)}
.chapter>header h2{grid-column:1/-1}
.intro{color:var(--soft);margin:0}
.scale{display:flex;justify-content:space-between;margin:0;font-size:var(--text-s);color:var(--soft)}
.measure{border-top:1px solid var(--line);padding:var(--s4) 0 var(--s5)}
.measure>header{display:flex;flex-wrap:wrap;gap:0 var(--s5);align-items:baseline;justify-content:space-between;margin-bottom:var(--s2)}
.measure>header p{margin:0;color:var(--soft);font-size:.875rem;display:flex;flex-wrap:wrap;gap:0 var(--s4)}
.measure>header .mark{width:.95rem;height:.95rem;vertical-align:-.13em}
.claim{border:1px solid transparent;border-radius:var(--radius);margin-inline:calc(-1*var(--s3) - 1px);padding-inline:var(--s3)}
.claim>summary{display:grid;grid-template-columns:1.375rem minmax(0,1fr) 269px .5rem;gap:var(--s1) var(--s3);align-items:start;padding-block:var(--s3);cursor:pointer;list-style:none;border-radius:var(--radius)}
.claim>summary::-webkit-details-marker{display:none}
.claim>summary>.mark{margin-top:.12rem}
.claim>summary>.bar{margin-top:.15rem}
.claim>summary::after{content:"";width:.5rem;height:.5rem;margin-top:.45rem;border:solid var(--edge);border-width:0 1.5px 1.5px 0;rotate:45deg}
.claim[open]>summary::after{margin-top:.7rem;rotate:225deg}
.claim>summary:hover::after{border-color:var(--ink)}
.claim>summary:hover .say{text-decoration:underline;text-decoration-thickness:1px;text-decoration-color:var(--line);text-underline-offset:.22em}
.claim[open]{background:var(--raised);border-color:var(--line);margin-block:var(--s2)}
.claim:target{border-color:var(--accent)}
.claim[open] .cut{stroke:var(--raised)}
.text .meta{margin-top:.2rem}
.meta{display:block;font:400 .875rem/1.5 var(--sans);color:var(--soft);letter-spacing:0;text-wrap:pretty}
.open{padding:var(--s1) 0 var(--s3) calc(1.375rem + var(--s3))}
dl{display:grid;grid-template-columns:10rem minmax(0,1fr);gap:var(--s2) var(--s5);margin:0;font-size:var(--text-m)}
dl>div{display:contents}
dt{color:var(--soft)}
dd{margin:0;max-width:var(--prose)}
dd>a{display:inline-block;padding-block:.25rem}
dd p,.ev p{margin:0 0 .15rem}
dd>p .fine{display:block;font-size:.875rem}
.ev{display:grid;grid-template-columns:1.125rem minmax(0,1fr);gap:var(--s2);margin-bottom:var(--s3)}
.ev:last-child{margin-bottom:0}
.ev .mark{width:1.125rem;height:1.125rem;margin-top:.2rem}
.ev .fine{font-size:.875rem}
.ev .acts{font-size:.875rem}
.acts{display:flex;flex-wrap:wrap;gap:0 var(--s4);align-items:center}
.acts nachweis-verify{margin:0}
.acts a{padding-block:.2rem}
.acts button{font-size:.8125rem;font-weight:400;color:var(--ink);background:none;border-color:var(--edge);padding:.15rem .6rem;min-height:1.625rem}
.acts button:hover{color:var(--paper);background:var(--ink);border-color:var(--ink)}
.changes .mark{width:.95rem;height:.95rem;vertical-align:-.13em}
.changes{margin-bottom:var(--s1)}
`
