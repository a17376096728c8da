import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { DataTable, EmptyState, Loaded, PageHead, queryOf, StatusMark, text, useText } from '@nachweis/console'
import { listMeasures } from '../contract.ts'

/** All measures with their status. */
export function MeasuresScreen(): ReactNode {
  const t = useText()
  const measures = useQuery(queryOf(listMeasures))
  return (
    <>
      <PageHead title={words.title} />
      <Loaded query={measures}>
        {(data) => (
          <DataTable
            label={words.title}
            rows={data.measures}
            keyOf={(measure) => measure.id}
            hrefOf={(measure) => `/measures/${measure.id}`}
            find={(measure) => t(measure.title)}
            columns={[
              { id: 'title', label: words.measure, cell: (measure) => t(measure.title) },
              { id: 'status', label: words.status, cell: (measure) => <StatusMark status={measure.status} /> },
            ]}
            empty={<EmptyState title={words.none} />}
          />
        )}
      </Loaded>
    </>
  )
}

const words = {
  title: text('Maßnahmen', 'Measures'),
  measure: text('Maßnahme', 'Measure'),
  status: text('Stand', 'Status'),
  none: text('Noch ist nichts veröffentlicht', 'Nothing is published yet'),
}
