/** Beats send to nothing older than themselves; nothing here depends on the version of Elasticsearch. */
const version = '9.99.0'
const clusterId = 'nachweis'

/** The answer to `GET /`, as senders read it. */
export const greeting = {
  name: 'nachweis',
  cluster_name: 'nachweis',
  cluster_uuid: clusterId,
  version: {
    number: version,
    build_flavor: 'default',
    build_type: 'tar',
    build_snapshot: false,
    minimum_wire_compatibility_version: version,
    minimum_index_compatibility_version: version,
  },
}

const license = { status: 'active', uid: clusterId, type: 'basic', mode: 'basic' }

const documents: Readonly<Record<string, object>> = {
  _license: { license },
  _xpack: {
    build: {},
    license,
    // Without it Beats set no lifecycle up.
    features: { ilm: { available: false, enabled: false } },
    tagline: '',
  },
  '_cluster/health': {
    cluster_name: 'nachweis',
    status: 'green',
    timed_out: false,
    number_of_nodes: 1,
    number_of_data_nodes: 1,
  },
}

/** Settings that senders bring along. There is nothing here to set, and nothing of them changes what is stored. */
const setting = /^_(ilm\/policy|index_template|component_template|template|data_stream)\/[^/]+$/

/** What `GET <path>` tells a sender, or null. A setting is there already: so nobody needs to bring it along. */
export function toldAt(path: string): object | null {
  if (Object.hasOwn(documents, path)) return documents[path] as object
  return setting.test(path) ? {} : null
}

/** Whether a sender may believe that it set this. */
export const isSetting = (path: string): boolean => setting.test(path)
