/**
 * What screens are made of. They live in their modules (`server/src/engine/<m>/console/`,
 * `server/src/measures/<chapter>/<m>/console/`) and import from `@nachweis/console`, from the contract of their module,
 * from `kernel/` and from `nachweis-verify`; nothing else.
 */
export { text } from '../../server/src/kernel/language.ts'
export { call } from './api/call.ts'
export { useKnowMe, useMay, useMe, type Me } from './api/me.ts'
export { asProblem, CallProblem } from './api/problem.ts'
export { usePages } from './api/use-pages.ts'
export { queryOf, renew, useChange } from './api/use-call.ts'
export { basisWords, chapterWords, provenWords, statusWords, verdictWords } from './language/page-words.ts'
export {
  absoluteTime,
  calendarDay,
  durationWords,
  intervalWords,
  numberWords,
  relativeTime,
} from './language/times.ts'
export { Count, Say, useLanguage, useText } from './language/use-text.ts'
export { Button, ButtonLink } from './parts/button.tsx'
export { Checkbox, CheckboxGroup, RadioGroup, Switch } from './parts/choices.tsx'
export { bare, CodeField } from './parts/code-field.tsx'
export { CopyField } from './parts/copy-field.tsx'
export { DataTable, type Column } from './parts/data-table.tsx'
export { ConfirmDialog, Dialog } from './parts/dialog.tsx'
export { Filter } from './parts/filter.tsx'
export { Form, FormButtons } from './parts/form.tsx'
export * from './parts/icons.tsx'
export { Link, OutsideLink } from './parts/link.tsx'
export { EmptyState, Failure, Loaded, Loading } from './parts/loaded.tsx'
export { Menu, type Action } from './parts/menu.tsx'
export { Moment, useNow } from './parts/moment.tsx'
export { Notice, ProblemNotice } from './parts/notice.tsx'
export { Breadcrumbs, Facts, PageHead, Section, type Crumb } from './parts/page.tsx'
export { SearchBox } from './parts/search-box.tsx'
export { Select, type Option } from './parts/select.tsx'
export { StatusMark } from './parts/status.tsx'
export { Tabs } from './parts/tabs.tsx'
export { PasswordField, TextField } from './parts/text-field.tsx'
export { tell } from './parts/toasts.ts'
export { choose } from './preferences.ts'
export { useGo, useQueryState, returnPath } from './query-state.ts'
export { defineConsole, type ScreenProps, type StepUpProps } from './screen.ts'
