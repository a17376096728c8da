import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { Button as AriaButton, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useText } from '../language/use-text.ts'

export interface Action {
  readonly id: string
  readonly label: Text | string
  /** Either leads somewhere or does something. */
  readonly href?: string
  readonly onAction?: () => void
  readonly isDanger?: boolean
  readonly isSelected?: boolean
  readonly isDisabled?: boolean
}

interface Props {
  /** Read out for the button; shown as well unless `icon` stands for it. */
  readonly label: Text
  /** Further words for screen readers: which one, where many rows have the same menu. */
  readonly about?: string
  readonly icon?: ReactNode
  /** Shown on the button instead of the label. */
  readonly shown?: ReactNode
  readonly actions: readonly Action[]
}

/** A button that opens a menu. Actions with `isSelected` are choices of which one holds. */
export function Menu({ label, about, icon, shown, actions }: Props): ReactNode {
  const t = useText()
  const name = about === undefined ? t(label) : `${t(label)}: ${about}`
  const selected = actions.filter((action) => action.isSelected === true).map((action) => action.id)
  const chooses = actions.some((action) => action.isSelected !== undefined)
  return (
    <MenuTrigger>
      <AriaButton
        className={`button quiet${icon && !shown ? ' icon-only' : ''}`}
        {...((icon || shown) && { 'aria-label': name })}
      >
        {icon}
        {shown ?? (icon ? null : t(label))}
      </AriaButton>
      <Popover className="popover" placement="bottom end" offset={4}>
        <AriaMenu
          className="list-box"
          {...(chooses && { selectionMode: 'single', selectedKeys: selected, disallowEmptySelection: true })}
        >
          {actions.map(({ id, label: words, href, onAction, isDanger, isDisabled = false }) => (
            <MenuItem
              key={id}
              id={id}
              className={`list-item${isDanger ? ' danger' : ''}`}
              textValue={typeof words === 'string' ? words : t(words)}
              isDisabled={isDisabled}
              {...(href !== undefined && { href })}
              {...(onAction && { onAction })}
            >
              {typeof words === 'string' ? words : t(words)}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
