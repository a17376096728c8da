/** Without control characters and halves of pairs, which no event can hold. */
export const wellFormed = /^[^\p{Cc}\p{Cs}]+$/u
