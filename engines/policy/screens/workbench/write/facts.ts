import { useMemo } from 'react'
import { useText } from '#apps/web/i18n/i18n.ts'
import { useCityWords } from '#apps/web/shell/city-words.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { initialsOf } from '#kernel/initials.ts'
import { type Fact, years, yearWords } from './fact-names.ts'

export interface FactOption {
  /** as a rule writes it */
  readonly value: string
  readonly label: string
  /** name, pinyin initials and English, to be searched */
  readonly search: string
}

/** Every fact a rule may name, said in the reader's language. */
export function useFactOptions(): { facts: readonly Fact[] | undefined; options: readonly FactOption[] } {
  const t = useWords()
  const text = useText()
  const { words } = useCityWords()
  const facts = words?.facts
  const options = useMemo(
    () =>
      (facts ?? [])
        .filter(({ type }) => type !== 'list')
        .flatMap(({ title, yearly }): FactOption[] =>
          (yearly ? yearWords : [undefined]).map((year) => {
            const value = `${year ?? ''}${title.zh}`
            return {
              value,
              label: year
                ? t(`policy:screens.write.year.${years[year]}`, { fact: text(title) })
                : text(title),
              search: `${value} ${initialsOf(value)} ${title.en.toLowerCase()}`,
            }
          }),
        ),
    [facts, t, text],
  )
  return { facts, options }
}

export const findsFact = (typed: string, option: { search?: string } | undefined): boolean =>
  option?.search?.includes(typed.trim().toLowerCase()) ?? false
