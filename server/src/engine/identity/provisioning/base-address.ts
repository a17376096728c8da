import type { Platform } from '../../../platform/platform.ts'

/** The address that an identity provider is told. */
export const scimBase = ({ addresses }: Pick<Platform, 'addresses'>): string =>
  `${addresses().public.replace('://127.0.0.1', '://localhost')}/scim/v2`
