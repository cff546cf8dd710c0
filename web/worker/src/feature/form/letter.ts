import type { FormAnswers, FormDefinition, Words } from '@kit/api-types'

/** Answers on their way, under the key that they are sent with each time. */
export interface Letter {
  key: string
  form: string
  title: Words
  version: number
  answers: FormAnswers
  /** The files that have to be there first. */
  files: string[]
  state: 'waiting' | 'refused'
  /** Why the server refused it, in the reader's language. */
  words?: string
  at: number
}

export const inTurn = (letters: readonly Letter[]): Letter[] => [...letters].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))

/** The files that answers name. */
export const filesOf = (definition: FormDefinition, answers: FormAnswers): string[] =>
  definition.fields.filter((field) => field.kind === 'FILE').flatMap((field) => (Array.isArray(answers[field.key]) ? (answers[field.key] as string[]) : []))
