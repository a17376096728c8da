import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { Button as AriaButton, Link as AriaLink, ProgressBar } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'

export type Weight = 'strong' | 'plain' | 'quiet' | 'danger'

interface Look {
  readonly label: Text
  /** `strong`: the one thing to do here; `quiet`: beside a row; `danger`: cannot be taken back. Default `plain`. */
  readonly weight?: Weight
  /** Shows the icon alone; the label stays for screen readers and as a hint. */
  readonly iconOnly?: boolean
  readonly icon?: ReactNode
  /** Further words for screen readers: which one, where many rows have the same button. */
  readonly about?: string
}

/** A button. While `isPending`, it stays focused, says so and does nothing. */
export function Button({
  type = 'button',
  isPending = false,
  isDisabled = false,
  onPress,
  autoFocus = false,
  ...look
}: Look & {
  readonly type?: 'button' | 'submit'
  readonly isPending?: boolean
  readonly isDisabled?: boolean
  readonly onPress?: () => void
  readonly autoFocus?: boolean
}): ReactNode {
  const t = useText()
  return (
    <AriaButton
      className={`button ${look.weight ?? 'plain'}${look.iconOnly ? ' icon-only' : ''}`}
      type={type}
      isPending={isPending}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      {...(onPress && { onPress })}
    >
      {isPending && <ProgressBar className="turning" isIndeterminate aria-label={t(words.pending)} />}
      <Inside {...look} />
    </AriaButton>
  )
}

/** A link that looks like a button: it leads somewhere, it does nothing. */
export function ButtonLink({ href, ...look }: Look & { readonly href: string }): ReactNode {
  return (
    <AriaLink className={`button ${look.weight ?? 'plain'}${look.iconOnly ? ' icon-only' : ''}`} href={href}>
      <Inside {...look} />
    </AriaLink>
  )
}

function Inside({ label, icon, iconOnly, about }: Look) {
  const t = useText()
  return (
    <>
      {icon}
      <span className={iconOnly ? 'hidden' : undefined}>{t(label)}</span>
      {about !== undefined && <span className="hidden">{` ${about}`}</span>}
    </>
  )
}

const words = { pending: text('Einen Moment …', 'One moment …') }
