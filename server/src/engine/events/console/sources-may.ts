import { useMay, useMe } from '@nachweis/console'

/** The provider's organisation, whose staff look here, and whether they may change its sources. */
export function useSources(): { readonly organisation: string; readonly mayManage: boolean } {
  const organisation = useMe()?.organisation.id ?? ''
  const mayManage = useMay()('events:manage-sources')
  return { organisation, mayManage }
}
