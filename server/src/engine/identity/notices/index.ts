// What people are told when something happens to their account. Each has a way to say "this was not me".
export { breakGlassUsedNotice } from './break-glass-used.ts'
export { factorChangedNotice, factorChanges } from './factor-changed.ts'
export { invitationNotice } from './invitation.ts'
export { newDeviceNotice } from './new-device.ts'
export { newTokenNotice } from './new-token.ts'
export { passwordChangedNotice } from './password-changed.ts'
export { passwordResetNotice } from './password-reset.ts'
export { signOnChangedNotice, signOnChanges } from './sign-on-changed.ts'
