import { byName } from '../../../platform/net/by-name.ts'
import type { Platform } from '../../../platform/platform.ts'

/** The address that an identity provider is told. */
export const scimBase = ({ addresses }: Pick<Platform, 'addresses'>): string =>
  `${byName(addresses().public)}/scim/v2`
