import type { Page } from 'playwright-core'

/** An authenticator that a page finds as if it were built into the device. */
export interface PasskeyDevice {
  /** How many passkeys it holds. */
  count(): Promise<number>
  /** Whether its owner is recognised at the next use, by finger or PIN. */
  recognise(owner: boolean): Promise<void>
  /** Whether its owner is at hand to touch it; without, every question waits. */
  attend(owner: boolean): Promise<void>
  /** Takes it away, with all its passkeys: its owner lost it. */
  lose(): Promise<void>
}

/** Gives a Chromium page a virtual authenticator (CDP domain WebAuthn), which answers without anybody touching it. */
export async function addPasskeyDevice(page: Page): Promise<PasskeyDevice> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async count() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    },
    async recognise(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    async attend(enabled) {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
    async lose() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    },
  }
}
