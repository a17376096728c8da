import { StatusMark } from '@nachweis/ui'
import type { TrustClaim } from 'nachweis-verify'
import { paths } from '../paths.ts'
import { Moment, type View } from './view.tsx'

interface Props {
  readonly changes: TrustClaim['changes']
  /** Ids of evidence that has a page: only these causes become links. */
  readonly known: ReadonlySet<string>
  readonly view: View
}

/** Every change of status that the document holds, newest first, with what caused it. */
export function ChangesTable({ changes, known, view }: Props) {
  const { words } = view
  return (
    <div className="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.claimPage.when}</th>
            <th scope="col">{words.claimPage.from}</th>
            <th scope="col">{words.claimPage.to}</th>
            <th scope="col">{words.claimPage.cause}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change, index) => (
            <tr key={index}>
              <th scope="row">
                <Moment view={view} at={change.since} />
              </th>
              <td>{words.status[change.from]}</td>
              <td>
                <StatusMark status={change.to} /> {words.status[change.to]}
              </td>
              <td>
                <Cause cause={change.cause} known={known} view={view} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cause({ cause, known, view }: Pick<Props, 'known' | 'view'> & { readonly cause: string }) {
  const { words, language } = view
  if (known.has(cause)) return <a href={paths.evidence(language, cause)}>{words.claim.evidence}</a>
  return cause === 'time' ? words.claimPage.causeTime : words.claimPage.causeOther
}
