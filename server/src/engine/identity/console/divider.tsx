import type { ReactNode } from 'react'
import { text, useText } from '@nachweis/console'
import './arrival.css'

/** Between one way and the next. */
export function Divider(): ReactNode {
  return <p className="divider">{useText()(words.or)}</p>
}

const words = { or: text('oder', 'or') }
