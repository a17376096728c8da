/** One message in both languages, on standard error: standard output belongs to the program that is started. */
export function say(german, english) {
  process.stderr.write(`Nachweis: ${german}\n          ${english}\n`)
}

/** Why we cannot go on, with the remedy, in both languages. */
export class Refusal extends Error {
  constructor(german, english) {
    super(english)
    this.german = german
    this.english = english
  }
}
