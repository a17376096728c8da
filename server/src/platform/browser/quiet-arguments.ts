/** Chromium without services of its own: it asks for what its pages ask for, and for nothing else. */
export const quietArguments: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
