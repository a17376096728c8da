import type { ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components'
import { useText } from '../language/use-text.ts'
import { useQueryState } from '../query-state.ts'

interface Props {
  readonly label: Text
  /** The name in the address under which the open tab is kept: `?tab=history`. */
  readonly name?: string
  readonly tabs: readonly { readonly id: string; readonly label: Text; readonly content: ReactNode }[]
}

/** Views of one thing, side by side. The open one stands in the address, so that a link leads to it. */
export function Tabs({ label, name = 'tab', tabs }: Props): ReactNode {
  const t = useText()
  const first = tabs[0]?.id ?? ''
  const [open, setOpen] = useQueryState(name, first)
  const known = tabs.some((tab) => tab.id === open) ? open : first
  return (
    <AriaTabs className="tabs" selectedKey={known} onSelectionChange={(key) => setOpen(String(key))}>
      <TabList className="tab-list" aria-label={t(label)}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab" {...(tab.id === known && { ref: intoView })}>
            {t(tab.label)}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}

/** On a phone the open tab may lie beyond the edge. The list is moved, never the page. */
function intoView(tab: HTMLElement | null): void {
  const list = tab?.parentElement
  if (!tab || !list) return
  const [own, shown] = [tab.getBoundingClientRect(), list.getBoundingClientRect()]
  if (own.left < shown.left) list.scrollLeft -= shown.left - own.left
  else if (own.right > shown.right) list.scrollLeft += own.right - shown.right
}
