import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { barAt, moveBrush, timeOf, type Bar, type Brush } from './search-bars.ts'

/** ISO 8601, `from` included, `to` not. */
export interface Period {
  readonly from: string
  readonly to: string
}

/** Marks bars with keys or by dragging, and hands over their time. */
export function useBrush(bars: readonly Bar[], to: string, onNarrow: (period: Period) => void) {
  const [marked, setMarked] = useState<Brush | null>(null)
  const [drawnFrom, setDrawnFrom] = useState<number | null>(null)
  // Bars may have become fewer since.
  const brush = marked !== null && Math.max(marked.anchor, marked.at) < bars.length ? marked : null
  const narrow = (final: Brush) => {
    setMarked(null)
    setDrawnFrom(null)
    if (bars.length > 0) onNarrow(timeOf(bars, to, final))
  }
  const leave = () => {
    setMarked(null)
    setDrawnFrom(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return leave()
    if (event.key === 'Enter' && brush) return narrow(brush)
    const next = moveBrush(brush, event.key, event.shiftKey, bars.length)
    if (next === null) return undefined
    event.preventDefault()
    return setMarked(next)
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const at = under(event, bars.length)
    setDrawnFrom(at)
    setMarked({ anchor: at, at })
  }
  const onPointerMove = (event: PointerEvent) => {
    if (drawnFrom !== null) setMarked({ anchor: drawnFrom, at: under(event, bars.length) })
  }
  const onPointerUp = (event: PointerEvent) => {
    if (drawnFrom !== null) narrow({ anchor: drawnFrom, at: under(event, bars.length) })
  }
  return {
    brush,
    onKeyDown,
    onBlur: leave,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: leave,
  }
}

function under({ currentTarget, clientX }: PointerEvent, bars: number): number {
  const { left, width } = currentTarget.getBoundingClientRect()
  return barAt(clientX - left, width, bars)
}
