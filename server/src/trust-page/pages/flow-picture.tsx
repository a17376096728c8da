import type { Words } from '../words/words.ts'

const order = ['promise', 'check', 'evidence', 'log', 'page', 'you'] as const
type Step = (typeof order)[number]

/** A line drawing for each step, in a field of 24 x 24. */
const drawings: Readonly<Record<Step, string>> = {
  promise: 'M4 5h16v11H11l-4 4v-4H4zM8 9h8M8 12h5',
  check: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13M15.3 15.3 20.5 20.5M7.6 10.6l2.1 2.1 3.8-4.2',
  evidence: 'M6 3h8l4 4v14H6zM14 3v4h4M9 11h6M9 14h6M9 17h3',
  log: 'M12 3v4M12 7 6.5 11M12 7l5.5 4M6.5 11 4 15M6.5 11 9 15M17.5 11 15 15M17.5 11 20 15M3 16h2v3H3zM8 16h2v3H8zM14 16h2v3h-2zM19 16h2v3h-2z',
  page: 'M3 4h18v16H3zM3 8h18M6 12h4M6 15.5h4M13 16.5v-5M15.5 16.5v-5M18 16.5v-2',
  you: 'M12 4a3.6 3.6 0 1 0 0 7.2A3.6 3.6 0 1 0 12 4M4.5 20c.6-4.3 3.4-6.4 7.5-6.4s6.9 2.1 7.5 6.4',
}

/** The path of a claim as one picture: across on wide screens, downwards on narrow ones (CSS shows one of the two). */
export function FlowPicture({ how }: { readonly how: Words['how'] }) {
  return (
    <>
      <Across how={how} />
      <Down how={how} />
    </>
  )
}

const acrossPitch = 150
const downPitch = 76

function Across({ how }: { readonly how: Words['how'] }) {
  return (
    <svg
      className="flow across"
      viewBox={`0 0 ${order.length * acrossPitch} 132`}
      role="img"
      aria-label={how.picture}
    >
      {order.map((step, index) => (
        <g key={step} className={step} transform={`translate(${index * acrossPitch + acrossPitch / 2} 0)`}>
          {index > 0 && <path className="arrow" d={`M${-acrossPitch + 40} 36H-44m-7-5 7 5-7 5`} />}
          <circle cx="0" cy="36" r="30" />
          <path className="drawing" transform="translate(-18 18) scale(1.5)" d={drawings[step]} />
          <text y="92" textAnchor="middle" className="name">
            {how.steps[step]}
          </text>
          {twoLines(how.steps[`${step}Text`]).map((line, row) => (
            <text key={row} y={110 + row * 16} textAnchor="middle">
              {line}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}

function Down({ how }: { readonly how: Words['how'] }) {
  return (
    <svg
      className="flow down"
      viewBox={`0 0 300 ${order.length * downPitch}`}
      role="img"
      aria-label={how.picture}
    >
      {order.map((step, index) => (
        <g key={step} className={step} transform={`translate(28 ${index * downPitch + 26})`}>
          {index > 0 && <path className="arrow" d={`M0 ${-downPitch + 28}V-30m-4-6 4 6 4-6`} />}
          <circle cx="0" cy="0" r="24" />
          <path className="drawing" transform="translate(-14.4 -14.4) scale(1.2)" d={drawings[step]} />
          <text x="40" y="-3" className="name">
            {how.steps[step]}
          </text>
          <text x="40" y="15">
            {how.steps[`${step}Text`]}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** Splits at the blank nearest to the middle: SVG text does not wrap. */
function twoLines(text: string): readonly string[] {
  const blanks = [...text.matchAll(/ /g)].map((match) => match.index)
  const middle = text.length / 2
  const cut = blanks.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0]
  return cut === undefined || text.length < 18 ? [text] : [text.slice(0, cut), text.slice(cut + 1)]
}
