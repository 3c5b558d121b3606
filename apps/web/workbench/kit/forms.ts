import { useWords } from './words.ts'

/** A reason that somebody else will read: at least two characters that are not spaces. */
export function useReasonRules() {
  const t = useWords()
  return [
    { required: true, whitespace: true, message: t('form.required') },
    { min: 2, message: t('form.tooShort') },
  ]
}
